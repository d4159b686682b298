import { mixSeed, random } from '../random.ts';
import type { DesignSpec } from '../spec.ts';
import type { FamilyMaker } from './builders.ts';
import * as florals from './florals.ts';
import * as free from './free.ts';
import * as geometric from './geometric.ts';
import * as ornamental from './ornamental.ts';
import * as woven from './woven.ts';

interface FamilyEntry {
  readonly make: FamilyMaker;
  readonly zh: string;
  readonly en: string;
}

const MAKERS = {
  'tossed-floral': { make: florals.tossedFloral, zh: '散点花', en: 'Tossed floral' },
  bouquet: { make: florals.bouquet, zh: '花束', en: 'Bouquet' },
  ditsy: { make: florals.ditsy, zh: '碎花', en: 'Ditsy' },
  tropical: { make: florals.tropical, zh: '热带叶', en: 'Tropical leaves' },
  'scrolling-flower': { make: florals.scrollingFlower, zh: '缠枝花', en: 'Scrolling flower' },
  toile: { make: florals.toile, zh: '线描景', en: 'Toile' },
  'flower-stripe': { make: florals.flowerStripe, zh: '花条', en: 'Flower stripe' },
  paisley: { make: ornamental.paisleyPrint, zh: '佩斯利', en: 'Paisley' },
  medallion: { make: ornamental.medallion, zh: '团花', en: 'Medallion' },
  foulard: { make: ornamental.foulard, zh: '小几何', en: 'Foulard' },
  damask: { make: ornamental.damaskCloth, zh: '大马士革', en: 'Damask' },
  brocade: { make: ornamental.brocade, zh: '织锦', en: 'Brocade' },
  ogee: { make: ornamental.ogeeCloth, zh: '葱形格', en: 'Ogee' },
  batik: { make: ornamental.batik, zh: '蜡染', en: 'Batik' },
  ikat: { make: ornamental.ikat, zh: '絣织', en: 'Ikat' },
  lace: { make: ornamental.lace, zh: '蕾丝', en: 'Lace' },
  triangles: { make: geometric.trianglePatchwork, zh: '三角拼布', en: 'Triangle patchwork' },
  quarters: { make: geometric.quarterCircles, zh: '圆弧拼块', en: 'Quarter circles' },
  hexagons: { make: geometric.hexagonTiles, zh: '六角', en: 'Hexagons' },
  shippo: { make: geometric.shippo, zh: '七宝', en: 'Overlapping circles' },
  herringbone: { make: geometric.herringboneTiles, zh: '人字纹', en: 'Herringbone' },
  'greek-key': { make: geometric.greekKeyBand, zh: '回纹', en: 'Greek key' },
  seigaiha: { make: geometric.seigaihaWaves, zh: '青海波', en: 'Seigaiha' },
  'star-tiles': { make: geometric.starTiles, zh: '星形砖', en: 'Star tiles' },
  chevron: { make: geometric.chevronBands, zh: '折线', en: 'Chevron' },
  waves: { make: geometric.waveLines, zh: '水波', en: 'Waves' },
  trellis: { make: geometric.trellisNet, zh: '菱格', en: 'Trellis' },
  'bowed-trellis': { make: geometric.bowedTrellisNet, zh: '圆格', en: 'Bowed trellis' },
  'polka-dots': { make: geometric.polkaDots, zh: '波点', en: 'Polka dots' },
  gingham: { make: geometric.ginghamCheck, zh: '色织小格', en: 'Gingham' },
  windowpane: { make: geometric.windowpaneCheck, zh: '窗格', en: 'Windowpane' },
  argyle: { make: geometric.argyleKnit, zh: '菱形针织', en: 'Argyle' },
  stripes: { make: geometric.stripes, zh: '条纹', en: 'Stripes' },
  memphis: { make: geometric.memphis, zh: '孟菲斯', en: 'Memphis' },
  'fair-isle': { make: geometric.fairIsle, zh: '费尔岛提花', en: 'Fair isle' },
  'cross-stitch': { make: geometric.crossStitch, zh: '十字绣', en: 'Cross stitch' },
  kilim: { make: geometric.kilim, zh: '基里姆', en: 'Kilim' },
  beadwork: { make: geometric.beadwork, zh: '珠绣', en: 'Beadwork' },
  tartan: { make: woven.tartan, zh: '苏格兰格', en: 'Tartan' },
  madras: { make: woven.madras, zh: '马德拉斯格', en: 'Madras' },
  houndstooth: { make: woven.houndstooth, zh: '千鸟格', en: 'Houndstooth' },
  'woven-stripe': { make: woven.wovenStripe, zh: '色织条', en: 'Woven stripe' },
  'basket-check': { make: woven.basketCheck, zh: '方平格', en: 'Basket check' },
  conversational: { make: free.conversational, zh: '动物小品', en: 'Conversational' },
  fruit: { make: free.fruitPrint, zh: '水果', en: 'Fruit' },
  cutouts: { make: free.cutouts, zh: '剪纸形', en: 'Cut-outs' },
  terrazzo: { make: free.terrazzo, zh: '水磨石', en: 'Terrazzo' },
  'animal-spots': { make: free.animalSpots, zh: '豹纹', en: 'Animal spots' },
  zebra: { make: free.zebraStripes, zh: '斑马纹', en: 'Zebra' },
  marbled: { make: free.marbled, zh: '大理石', en: 'Marbled' },
  'scattered-sheet': { make: free.scatteredSheet, zh: '满地散花', en: 'Scattered, no repeat' },
  washes: { make: free.washes, zh: '晕染', en: 'Washes, no repeat' },
  panel: { make: free.panel, zh: '定位花', en: 'Panel, no repeat' },
} satisfies Record<string, FamilyEntry>;

export type Family = keyof typeof MAKERS;
export const FAMILIES = Object.keys(MAKERS) as readonly Family[];
/** Families whose pictures have no repeat. */
export const NON_REPEATING_FAMILIES: readonly Family[] = ['scattered-sheet', 'washes', 'panel'];

export const familyTitle = (family: Family): { readonly zh: string; readonly en: string } => MAKERS[family];

/** Shapes of pictures in catalogues: most are square. The longest side is 512. */
const PICTURE_SIZES = [
  [512, 512],
  [512, 512],
  [512, 512],
  [512, 512],
  [512, 384],
  [384, 512],
  [512, 440],
  [440, 512],
] as const;

/** The design of this seed. The same seed and family always give the same specification. */
export function generateSpec(seed: number, family?: Family): DesignSpec {
  const chosen = family ?? random(mixSeed('family', seed)).pick(FAMILIES);
  const r = random(mixSeed('design', chosen, seed));
  const design = MAKERS[chosen].make(r);
  const [widthPx, heightPx] = r.pick(PICTURE_SIZES);
  return {
    version: 1,
    seed,
    family: chosen,
    surface: { kind: 'smooth', amount: 0 },
    ...design,
    picture: { widthPx, heightPx, originPx: [r.between(0, design.unitPx[0]), r.between(0, design.unitPx[1])] },
  };
}
