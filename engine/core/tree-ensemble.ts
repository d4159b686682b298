/** A regression tree as parallel arrays: node 0 is the root, children lie behind their parent. */
export interface RegressionTree {
  /** Index of the input that an inner node looks at. */
  readonly input: readonly number[];
  /** An input at most this large leads to `low`, a larger one to `high`; a leaf has 0 in both. */
  readonly threshold: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** What a leaf adds; 0 in inner nodes. */
  readonly value: readonly number[];
}

/** A sum of trees over named inputs. */
export interface TreeEnsemble {
  readonly inputs: readonly string[];
  readonly bias: number;
  readonly trees: readonly RegressionTree[];
}

/** `values` in the order of the ensemble's inputs. */
export function ensembleValue({ bias, trees }: TreeEnsemble, values: readonly number[]): number {
  return trees.reduce((sum, tree) => sum + leafValue(tree, values), bias);
}

function leafValue({ input, threshold, low, high, value }: RegressionTree, values: readonly number[]): number {
  let node = 0;
  while (low[node] !== 0) node = values[input[node]!]! <= threshold[node]! ? low[node]! : high[node]!;
  return value[node]!;
}

/** Whether a walk from the root always ends in a leaf and asks for inputs that are there. */
export function isSoundTree({ input, threshold, low, high, value }: RegressionTree, inputCount: number): boolean {
  const nodes = input.length;
  if (nodes === 0 || [threshold, low, high, value].some(({ length }) => length !== nodes)) return false;
  return input.every((asked, node) => {
    const children = [low[node]!, high[node]!];
    if (children.every((child) => child === 0)) return true;
    return asked < inputCount && children.every((child) => child > node && child < nodes);
  });
}
