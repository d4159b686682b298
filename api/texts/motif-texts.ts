import type { Language } from '../config/settings.ts';
import type { MotifRights } from '../schemas/motif.ts';

/** What is said of known motifs. */
export interface MotifTexts {
  readonly file: string;
  readonly id: string;
  readonly name: string;
  readonly rights: string;
  readonly meaning: string;
  readonly story: string;
  readonly source: string;
  readonly origin: string;
  readonly people: string;
  readonly added: (id: string, name: string) => string;
  readonly rightsOf: Readonly<Record<MotifRights, string>>;
  /** Of a checked picture: a motif that it shows. */
  readonly seen: (name: string, rights: string, percent: number) => string;
  readonly only: string;
  readonly detailsWrong: (faults: string) => string;
}

export const MOTIF_TEXTS: Readonly<Record<Language, MotifTexts>> = {
  en: {
    file: 'picture of the motif alone, or of one repeat of it',
    id: 'id of a motif: MT-…',
    name: 'what it is called',
    rights: 'whether anybody may use it',
    meaning: 'what it stands for',
    story: 'its story',
    source: 'where this is taken from',
    origin: 'place and time it comes from',
    people: 'the people whose tradition it is',
    added: (id, name) => `${name} is known from now on, as ${id}.`,
    rightsOf: { 'public-domain': 'public domain', protected: 'protected', unclear: 'rights unclear' },
    seen: (name, rights, percent) => `shows the known motif ${name} (${rights}), over ${percent} % of the picture`,
    only: 'made of nothing but known motifs that anybody may use',
    detailsWrong: (faults) => `Expected valid details of a motif but received ${faults}. Correct them.`,
  },
  zh: {
    file: '只含该纹样、或其一个循环的图片',
    id: '纹样编号：MT-…',
    name: '名称',
    rights: '是否任何人都可使用',
    meaning: '图案与意义',
    story: '故事',
    source: '来源',
    origin: '产地与年代',
    people: '所属民族',
    added: (id, name) => `已收入纹样“${name}”，编号 ${id}。`,
    rightsOf: { 'public-domain': '公有领域', protected: '受保护', unclear: '权利状况不明' },
    seen: (name, rights, percent) => `含已知纹样“${name}”（${rights}），占图片的 ${percent} %`,
    only: '仅由任何人都可使用的已知纹样构成',
    detailsWrong: (faults) => `要求：有效的纹样信息；收到：${faults}。请更正。`,
  },
};
