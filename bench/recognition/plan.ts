import { canApply, EDIT_NUMBERS, type EditName, editsOf, isSeveral, needsOf } from '../../datasets/edits/index.ts';
import { type DesignSpec, designAt, generateSpec, LOOK_ALIKES, type Split } from '../../datasets/index.ts';
import { mixSeed } from '../../datasets/random.ts';
import type { DesignRecipe, Recipe, ReferenceRecipe } from './recipe.ts';
import type { ReferencePicture } from './reference.ts';

export interface PlanSizes {
  /** Generated designs with queries. */
  readonly registered: number;
  /** Generated designs without. */
  readonly distractors: number;
  /** Queries an edit × severity, of generated and of reference pictures; where several edits are made at once, of generated ones. */
  readonly queriesACell: number;
  readonly queriesASeveralCell: number;
  readonly referenceQueriesACell: number;
  /** Look-alikes of registered designs. */
  readonly lookAlikes: number;
  /** Library designs that are checked with themselves left out. */
  readonly leftOut: number;
  /** Designs that scores are normalised by; of the calibration split, never in the library. */
  readonly background: number;
}

/** `full` is what the statements rest on, `reduced` shows where the engine stands, `smoke` proves that the benchmark runs. */
export const SIZES = {
  full: {
    registered: 2000,
    distractors: 20_000,
    queriesACell: 150,
    queriesASeveralCell: 150,
    referenceQueriesACell: 40,
    lookAlikes: 4000,
    leftOut: 22_000,
    background: 400,
  },
  reduced: {
    registered: 300,
    distractors: 1000,
    queriesACell: 6,
    queriesASeveralCell: 6,
    referenceQueriesACell: 2,
    lookAlikes: 240,
    leftOut: 300,
    background: 100,
  },
  /** Of the calibration split, for fitting the decision: bench/decision. */
  fit: {
    registered: 400,
    distractors: 700,
    queriesACell: 8,
    queriesASeveralCell: 64,
    referenceQueriesACell: 0,
    lookAlikes: 1000,
    leftOut: 1000,
    background: 400,
  },
  smoke: {
    registered: 12,
    distractors: 12,
    queriesACell: 1,
    queriesASeveralCell: 1,
    referenceQueriesACell: 0,
    lookAlikes: 12,
    leftOut: 24,
    background: 12,
  },
} as const satisfies Record<string, PlanSizes>;

export interface LibraryItem {
  readonly name: string;
  readonly family: string;
  readonly recipe: DesignRecipe | ReferenceRecipe;
  /** Other records that are the same drawing by eye. */
  readonly sameDrawing: readonly string[];
}

export interface Check {
  readonly id: string;
  /** `copy`: an edit of a registered picture. `look-alike`: another design made to resemble one. `left-out`: a library design without itself. */
  readonly kind: 'copy' | 'look-alike' | 'left-out';
  readonly source: 'generated' | 'reference';
  /** Edit, kind of look-alike, or `unrelated`. */
  readonly edit: string;
  readonly severity: number;
  /** Design that the check comes from: checks of one design are not independent. */
  readonly design: string;
  readonly family: string;
  readonly originals: readonly string[];
  /** Neither right nor wrong: the same drawing by eye, listed before measuring; for a design left out, itself. */
  readonly passed: readonly string[];
  readonly recipe: Recipe;
}

export interface Plan {
  readonly library: readonly LibraryItem[];
  readonly checks: readonly Check[];
  readonly background: readonly LibraryItem[];
}

/** Longest sides of registered pictures: small ones keep the whole run short, and copies come at every size through the edits. */
const SIDES_PX = [320, 320, 384, 384, 448, 512] as const;

/** Everything the run draws and asks, as data. The same sizes give the same plan; a smaller plan's library is a part of a larger one's where its counts allow. */
export function makePlan(sizes: PlanSizes, reference: readonly ReferencePicture[], split: Split = 'test'): Plan {
  const registered = Array.from({ length: sizes.registered }, (_, index) => designItem(split, index));
  // Distractors begin where no size of plan registers: enlarging a run keeps what was drawn.
  const distractors = Array.from({ length: sizes.distractors }, (_, i) => designItem(split, FIRST_DISTRACTOR + i));
  const library: LibraryItem[] = [
    ...registered,
    ...distractors,
    ...reference.map(({ name, family, recipe, sameDrawing }) => ({ name, family, recipe, sameDrawing })),
  ];
  return {
    library,
    checks: [
      ...copies(registered, sizes, split),
      ...referenceCopies(reference, sizes.referenceQueriesACell),
      ...lookAlikes(registered, sizes.lookAlikes),
      ...leftOut(library, sizes.leftOut),
    ],
    background: Array.from({ length: sizes.background }, (_, i) => designItem('calibration', FIRST_BACKGROUND + i)),
  };
}

const FIRST_DISTRACTOR = 100_000;
/** Far from where calibration takes its own designs. */
const FIRST_BACKGROUND = 1_000_000;

function designItem(split: Split, index: number): LibraryItem & { readonly recipe: DesignRecipe } {
  const { seed, family } = designAt(split, index);
  const sidePx = SIDES_PX[mixSeed('side', split, index) % SIDES_PX.length]!;
  return { name: `${family}-${seed}`, family, sameDrawing: [], recipe: { kind: 'design', split, index, sidePx } };
}

/** Families take turns from design to design: a stride that is coprime to their number and to the counts above gives every cell many of them. */
const STRIDE = 37;

const severitiesOf = (edit: EditName): readonly (1 | 2 | 3)[] => {
  const [light, medium] = EDIT_NUMBERS[edit].amounts as readonly number[];
  return light === medium ? [1] : [1, 2, 3];
};

function* cells(split: Split): Generator<readonly [EditName, 1 | 2 | 3]> {
  for (const edit of editsOf(split)) for (const severity of severitiesOf(edit)) yield [edit, severity];
}

function copies(
  registered: readonly (LibraryItem & { recipe: DesignRecipe })[],
  { queriesACell, queriesASeveralCell }: PlanSizes,
  split: Split,
): Check[] {
  const checks: Check[] = [];
  // Making a specification costs milliseconds, and every cell may ask for every design.
  const specs = new Map<number, DesignSpec>();
  const specAt = (index: number): DesignSpec => {
    const { seed, family } = designAt(split, index);
    const spec = specs.get(index) ?? generateSpec(seed, family);
    specs.set(index, spec);
    return spec;
  };
  const possible = (edit: EditName, index: number): boolean =>
    (needsOf(edit) === 'picture' && edit !== 'ground') || canApply({ spec: specAt(index) }, edit);
  for (const [edit, severity] of cells(split)) {
    const start = mixSeed('cell', edit, severity) % registered.length;
    const count = isSeveral(edit) ? queriesASeveralCell : queriesACell;
    for (let step = 0, found = 0; step < registered.length && found < count; step++) {
      const place = (start + step * STRIDE) % registered.length;
      const item = registered[place]!;
      if (!possible(edit, item.recipe.index)) continue;
      found++;
      const second = edit === 'two-sources' ? registered[(place + 7) % registered.length]! : undefined;
      checks.push({
        id: `copy/${edit}/${severity}/${item.name}`,
        kind: 'copy',
        source: 'generated',
        edit,
        severity,
        design: item.name,
        family: item.family,
        originals: second ? [item.name, second.name] : [item.name],
        passed: [],
        recipe: {
          kind: 'edit',
          of: item.recipe,
          edit,
          severity,
          seed: item.recipe.index,
          ...(second ? { companion: second.recipe } : {}),
        },
      });
    }
  }
  return checks;
}

/** Second colourways that came with the reference patterns, asked for each reference query a cell. */
const COLOURWAYS_A_QUERY = 8;

function referenceCopies(reference: readonly ReferencePicture[], count: number): Check[] {
  const checks: Check[] = [];
  for (const { name, twin, sameDrawing, family } of spread(reference, count * COLOURWAYS_A_QUERY))
    if (twin)
      checks.push({
        id: `copy/colourway/0/${name}`,
        kind: 'copy',
        source: 'reference',
        edit: 'colourway',
        severity: 0,
        design: name,
        family,
        originals: [name],
        passed: sameDrawing,
        recipe: twin,
      });
  for (const [edit, severity] of cells('test')) {
    const needs = needsOf(edit);
    const possible = reference.filter(
      ({ recipe }) => needs === 'picture' || (needs === 'plane' && recipe.periodPx !== undefined),
    );
    if (possible.length === 0) continue;
    // A stride coprime to the list spreads the cell over patterns and photographs alike.
    const start = mixSeed('reference', edit, severity) % possible.length;
    for (let step = 0; step < Math.min(count, possible.length); step++) {
      const { name, recipe, sameDrawing, family } = possible[(start + step * 101) % possible.length]!;
      checks.push({
        id: `copy/${edit}/${severity}/${name}`,
        kind: 'copy',
        source: 'reference',
        edit,
        severity,
        design: name,
        family,
        originals: [name],
        passed: sameDrawing,
        recipe: { kind: 'edit', of: recipe, edit, severity, seed: step },
      });
    }
  }
  return checks;
}

function lookAlikes(registered: readonly (LibraryItem & { recipe: DesignRecipe })[], count: number): Check[] {
  return Array.from({ length: Math.min(count, registered.length * LOOK_ALIKES.length) }, (_, i) => {
    const item = registered[i % registered.length]!;
    const like = LOOK_ALIKES[(Math.floor(i / registered.length) + i) % LOOK_ALIKES.length]!;
    return {
      id: `look-alike/${like}/${item.name}`,
      kind: 'look-alike' as const,
      source: 'generated' as const,
      edit: like,
      severity: 0,
      design: item.name,
      family: item.family,
      originals: [],
      passed: [],
      recipe: { kind: 'look-alike' as const, of: item.recipe, like },
    };
  });
}

/** At most `count` of the items, spread evenly over the list, so that fewer are still a sample of all. */
function spread<T>(items: readonly T[], count: number): T[] {
  const n = Math.min(count, items.length);
  return Array.from({ length: n }, (_, i) => items[Math.floor((i * items.length) / n)]!);
}

function leftOut(library: readonly LibraryItem[], count: number): Check[] {
  return spread(library, count).map(({ name, family, recipe, sameDrawing }) => {
    return {
      id: `left-out/${name}`,
      kind: 'left-out' as const,
      source: recipe.kind === 'design' ? ('generated' as const) : ('reference' as const),
      edit: 'unrelated',
      severity: 0,
      design: name,
      family,
      originals: [],
      passed: [name, ...sameDrawing],
      recipe,
    };
  });
}
