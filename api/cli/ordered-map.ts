/**
 * Applies `work` to the items with at most `concurrency` under way and yields the results in the order of the items,
 * holding no more than `concurrency` results back. Once `signal` is aborted no further item is begun; what is under way is
 * finished and yielded. A failure ends it after everything under way has settled.
 */
export async function* orderedMap<Item, Result>(
  items: AsyncIterable<Item>,
  options: { readonly concurrency: number; readonly signal?: AbortSignal },
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const { concurrency, signal } = options;
  const underWay: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      if (signal?.aborted) break;
      const result = work(item);
      // A failure is reported when its turn comes; until then it must not count as unhandled.
      result.catch(() => {});
      underWay.push(result);
      if (underWay.length >= concurrency) yield await (underWay.shift() as Promise<Result>);
    }
    while (underWay.length > 0) yield await (underWay.shift() as Promise<Result>);
  } finally {
    await Promise.allSettled(underWay);
  }
}
