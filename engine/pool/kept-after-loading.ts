/** Loads on first use and keeps; a failed load is tried again by the next task, so that a mended models folder needs no restart. */
export function keptAfterLoading<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
