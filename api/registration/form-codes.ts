/** 作品类型 */
export const WORK_TYPES = ['fine-art', 'photograph', 'graphic-or-model', 'audiovisual', 'compilation'] as const;
/** 登记确权、合同确权、区块链确权、平台登记 */
export const TITLE_EVIDENCE = ['registration', 'contract', 'blockchain', 'platform'] as const;
/** 权利取得方式 */
export const RIGHT_BASES = ['original', 'employment', 'commission', 'contract', 'inheritance'] as const;
/** 作品登记管辖地: the owner's place; 行为发生地登记: the place of the act. */
export const JURISDICTION_GROUNDS = ['owner-place', 'place-of-act'] as const;
/** 公有领域作品与衍生作品区分保护 */
export const ORIGIN_CLASSES = ['original', 'derivative', 'public-domain-based'] as const;
/** 设计稿到成品 */
export const STAGES = ['sketch', 'design-draft', 'final-artwork', 'sample-cloth', 'finished-cloth'] as const;
/** 掌上办理; PC端、移动端; 上门开展 */
export const CHANNELS = ['online', 'mini-program', 'app', 'pc', 'on-site'] as const;
export const ENTITY_KINDS = ['natural-person', 'legal-person', 'unincorporated-organisation', 'group'] as const;
/** 记录人（整理人）; 收集人、整理人、传承人; 保管单位 */
export const RECORDER_ROLES = ['recorder', 'collector', 'arranger', 'heir', 'keeper'] as const;

/** 31 provinces, regions and municipalities by GB/T 2260, the Hong Kong, Macao and Taiwan regions not included (不含港澳台). */
export const REGIONS = [
  '11',
  '12',
  '13',
  '14',
  '15',
  '21',
  '22',
  '23',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '37',
  '41',
  '42',
  '43',
  '44',
  '45',
  '46',
  '50',
  '51',
  '52',
  '53',
  '54',
  '61',
  '62',
  '63',
  '64',
  '65',
] as const;
