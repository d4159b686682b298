/**
 * Applies `work` to the items with at most `concurrency` under way and yields the results in the order of the items,
 * holding no more than `concurrency` results back.
 */
export async function* orderedMap<Item, Result>(
  items: AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const item of items) {
    const result = work(item);
    // A failure is reported when its turn comes; until then it must not count as unhandled.
    result.catch(() => {});
    underWay.push(result);
    if (underWay.length >= concurrency) yield await (underWay.shift() as Promise<Result>);
  }
  for (const result of underWay) yield await result;
}
