import sharp from 'sharp';
import { applyEdit, canApply } from '../datasets/edits/index.ts';
import {
  FAMILIES,
  type Family,
  familiesOf,
  type GeneratedDesign,
  generateDesign,
  type Picture,
  SPLITS,
  type Split,
} from '../datasets/index.ts';
import {
  type ClothDescription,
  type ClothKind,
  clothLikeness,
  describeCloth,
} from '../engine/core/cloth/describe-cloth.ts';
import { progressOf } from './progress.ts';
import { type Rate, wilsonRate } from './statistics.ts';

/** Kinds that count as right for the families of a kind; what is not named here is figured. A houndstooth is a check of two colours or, with an overcheck, a plaid. */
const RIGHT_KINDS: Readonly<Partial<Record<Family, readonly ClothKind[]>>> = {
  stripes: ['stripe'],
  'woven-stripe': ['stripe'],
  gingham: ['check', 'plaid'],
  windowpane: ['check', 'plaid'],
  houndstooth: ['check', 'plaid'],
  tartan: ['plaid'],
  madras: ['plaid'],
  'basket-check': ['plaid', 'check'],
  'fair-isle': ['charted'],
  'cross-stitch': ['charted'],
  kilim: ['charted'],
  beadwork: ['charted'],
};
const FIGURED: readonly ClothKind[] = ['figured'];

/** What a code must not see. */
const EDITS = [
  'recolour-palette',
  'invert',
  'scale-down',
  'scale-up',
  'shift',
  'mirror',
  'quarter-turn',
  'crop',
  're-encode-half',
] as const;
const SIDE_PX = 512;
/** Likeness from which two codes are one, as far as this table goes. */
const SAME_CODE = 0.8;

export interface ClothReport {
  readonly split: Split;
  readonly kinds: readonly {
    readonly family: string;
    readonly right: Rate;
    readonly told: Readonly<Record<string, number>>;
  }[];
  readonly codes: readonly {
    readonly edit: string;
    /** Copies whose original is the nearest of its library by code; those without a code count as not found. */
    readonly first: Rate;
    readonly above: Rate;
  }[];
  /** Pairs of different designs with codes, and how many are that alike. */
  readonly strangers: Rate;
  readonly library: number;
  readonly msEach: number;
}

/** Kinds told from pictures of a split, and codes of its banded and charted designs against edited copies. */
export async function measureCloth(split: Split, aFamily: number): Promise<ClothReport> {
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
  const families = familiesOf(split);
  const log = progressOf('families', families.length);
  const kinds: ClothReport['kinds'][number][] = [];
  const coded: { readonly design: GeneratedDesign; readonly cloth: ClothDescription }[] = [];
  let [described, ms] = [0, 0];
  const describe = (picture: Picture): ClothDescription => {
    const start = performance.now();
    const cloth = describeCloth(picture);
    ms += performance.now() - start;
    described++;
    return cloth;
  };
  for (const [i, family] of families.entries()) {
    const told: Record<string, number> = {};
    let right = 0;
    for (let n = 0; n < aFamily; n++) {
      const design = await generateDesign(seedOf(split, family, n), { family, sidePx: SIDE_PX });
      const cloth = describe(design);
      told[cloth.kind] = (told[cloth.kind] ?? 0) + 1;
      if ((RIGHT_KINDS[family] ?? FIGURED).includes(cloth.kind)) right++;
      if (RIGHT_KINDS[family]) coded.push({ design, cloth });
    }
    kinds.push({ family, right: wilsonRate(right, aFamily), told });
    log(i + 1);
  }
  const codes: ClothReport['codes'][number][] = [];
  for (const edit of EDITS) {
    let [first, above, n] = [0, 0, 0];
    for (const [i, { design, cloth }] of coded.entries()) {
      if (!canApply(design, edit)) continue;
      n++;
      const copy = describe(await applyEdit(design, edit, 2, i));
      const own = clothLikeness(copy, cloth) ?? 0;
      const best = Math.max(...coded.filter((_, j) => j !== i).map((other) => clothLikeness(copy, other.cloth) ?? 0));
      if (own > best) first++;
      if (own >= SAME_CODE) above++;
    }
    codes.push({ edit, first: wilsonRate(first, n), above: wilsonRate(above, n) });
  }
  let [alike, pairs] = [0, 0];
  for (let i = 0; i < coded.length; i++)
    for (let j = 0; j < i; j++) {
      const likeness = clothLikeness(coded[i]!.cloth, coded[j]!.cloth);
      if (likeness === null) continue;
      pairs++;
      if (likeness >= SAME_CODE) alike++;
    }
  return { split, kinds, codes, strangers: wilsonRate(alike, pairs), library: coded.length, msEach: ms / described };
}

/** A seed of the split for the n-th design of a family. */
function seedOf(split: Split, family: Family, n: number): number {
  return SPLITS[split].from + 50_000 + FAMILIES.indexOf(family) * 1_000 + n;
}

export function clothTable({ split, kinds, codes, strangers, library, msEach }: ClothReport): string {
  const percent = ({ hits, n, rate, lower, upper }: Rate) =>
    `${hits}/${n} = ${(100 * rate).toFixed(1)} % (${(100 * lower).toFixed(1)}–${(100 * upper).toFixed(1)})`;
  const told = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([kind, n]) => `${kind} ${n}`)
      .join(', ');
  const together = (chosen: ClothReport['kinds']) =>
    wilsonRate(
      chosen.reduce((sum, { right }) => sum + right.hits, 0),
      chosen.reduce((sum, { right }) => sum + right.n, 0),
    );
  const isCoded = ({ family }: { readonly family: string }) => RIGHT_KINDS[family as Family] !== undefined;
  return [
    `Designs of the ${split} split, ${SIDE_PX} px; 95 % intervals (Wilson). ${msEach.toFixed(0)} ms a picture.`,
    '',
    '| family | kind right | told |',
    '| --- | --- | --- |',
    ...kinds
      .filter(isCoded)
      .map(({ family, right, told: counts }) => `| ${family} | ${percent(right)} | ${told(counts)} |`),
    `| **banded and charted families** | ${percent(together(kinds.filter(isCoded)))} | |`,
    `| **figured families** | ${percent(together(kinds.filter((row) => !isCoded(row))))} | ${told(sumOf(kinds.filter((row) => !isCoded(row))))} |`,
    '',
    `Codes: ${library} designs of the families above; each edit at its middle severity.`,
    '',
    `| edit | original nearest by code | likeness ≥ ${SAME_CODE} |`,
    '| --- | --- | --- |',
    ...codes.map(({ edit, first, above }) => `| ${edit} | ${percent(first)} | ${percent(above)} |`),
    '',
    `Two different designs with codes of one kind: likeness ≥ ${SAME_CODE} in ${percent(strangers)} of pairs.`,
  ].join('\n');
}

function sumOf(rows: ClothReport['kinds']): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { told } of rows) for (const [kind, n] of Object.entries(told)) sum[kind] = (sum[kind] ?? 0) + n;
  return sum;
}
