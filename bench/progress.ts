/** Says on standard error how far a long run is, at most every two seconds. */
export function progressOf(what: string, total: number): (done: number) => void {
  const started = performance.now();
  let last = started;
  return (done) => {
    const now = performance.now();
    if (done < total && now - last < 2000) return;
    last = now;
    const rate = (done / (now - started)) * 1000;
    const leftS = rate > 0 ? Math.round((total - done) / rate) : 0;
    process.stderr.write(`${what}: ${done} of ${total}, ${rate.toFixed(1)} a second, ${leftS} s left\n`);
  };
}
