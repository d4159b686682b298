import type { WriteStream } from 'node:tty';

/** Progress on standard error: one line that is redrawn on a terminal, a plain line now and then elsewhere. */
export class ProgressLine {
  readonly #stream: WriteStream;
  readonly #what: string;
  readonly #startedMs = Date.now();
  #drawnMs = 0;

  constructor(what: string, stream: WriteStream = process.stderr) {
    this.#what = what;
    this.#stream = stream;
  }

  /** `total` is left out while it is not known yet. */
  update(done: number, total: number | undefined): void {
    const now = Date.now();
    const intervalMs = this.#stream.isTTY ? 100 : 5000;
    if (now - this.#drawnMs < intervalMs && done !== total) return;
    this.#drawnMs = now;
    const text = this.#describe(done, total, now);
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[2K${bar(done, total)}${text}`);
    else this.#stream.write(`${text}\n`);
  }

  /** Leaves the line so that other text can follow. */
  end(): void {
    if (this.#stream.isTTY && this.#drawnMs > 0) this.#stream.write('\n');
  }

  #describe(done: number, total: number | undefined, now: number): string {
    const rate = (done / Math.max(1, now - this.#startedMs)) * 1000;
    const left = total !== undefined && rate > 0 ? `, ${duration((total - done) / rate)} left` : '';
    return `${this.#what}: ${done}${total === undefined ? '' : ` of ${total}`}, ${rate.toFixed(1)}/s${left}`;
  }
}

function bar(done: number, total: number | undefined): string {
  if (!total) return '';
  const width = 24;
  const filled = Math.round((done / total) * width);
  return `[${'█'.repeat(filled)}${'·'.repeat(width - filled)}] `;
}

function duration(seconds: number): string {
  const s = Math.ceil(seconds);
  return s < 60
    ? `${s} s`
    : s < 3600
      ? `${Math.floor(s / 60)} min ${s % 60} s`
      : `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
