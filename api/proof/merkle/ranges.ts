/** Entries `begin` up to, not including, `end`. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

/** A complete subtree: the entries from `index · 2^level`, `2^level` of them. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/** Sizes are counted in double precision, which is exact far beyond this. */
export const TREE_SIZE_MAX = 2 ** 48;

/** The complete subtrees that make up a range, left to right; `begin` is a multiple of the largest. */
export function nodesOf({ begin, end }: Range): Node[] {
  const nodes: Node[] = [];
  for (let at = begin; at < end; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level++;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The subtrees whose hashes prove that an entry is in a tree, lowest first (RFC 9162, section 2.1.3.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  if (index < 0 || index >= size) throw new RangeError(`no entry ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  for (let begin = 0, end = size; end - begin > 1; ) {
    const split = begin + splitOf(end - begin);
    const isLeft = index < split;
    ranges.push(isLeft ? { begin: split, end } : { begin, end: split });
    if (isLeft) end = split;
    else begin = split;
  }
  return ranges.reverse();
}

/** The subtrees whose hashes prove that a tree of `from` entries grew to one of `to` (RFC 9162, section 2.1.4.1). */
export function consistencyRanges(from: number, to: number): Range[] {
  if (from < 0 || from > to) throw new RangeError(`no tree of ${from} in one of ${to}`);
  if (from === 0 || from === to) return [];
  const ranges: Range[] = [];
  let begin = 0;
  let end = to;
  while (from < end) {
    const split = begin + splitOf(end - begin);
    const isLeft = from <= split;
    ranges.push(isLeft ? { begin: split, end } : { begin, end: split });
    if (isLeft) end = split;
    else begin = split;
  }
  // Where the older tree is a whole subtree from the first entry on, its root is known to whoever checks.
  if (begin > 0) ranges.push({ begin, end });
  return ranges.reverse();
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
