import type { CommandTexts } from '../texts/command-texts.ts';

const REDRAW_INTERVAL_MS = 100;
/** Where no line can be redrawn, each is kept: a log wants few of them. */
const PLAIN_INTERVAL_MS = 5_000;
const BAR_CELLS = 24;

/** Progress on standard error: one line that is redrawn on a terminal, a plain line now and then elsewhere. */
export class ProgressLine {
  readonly #what: string;
  readonly #total: number | undefined;
  readonly #texts: CommandTexts['progress'];
  readonly #startedMs = performance.now();
  #drawnMs = performance.now();
  #isDrawn = false;

  /** `total` is left out where it is not known. */
  constructor(what: string, total: number | undefined, texts: CommandTexts) {
    this.#what = what;
    this.#total = total;
    this.#texts = texts.progress;
  }

  update(done: number): void {
    const now = performance.now();
    const { isTTY } = process.stderr;
    if (now - this.#drawnMs < (isTTY ? REDRAW_INTERVAL_MS : PLAIN_INTERVAL_MS)) return;
    this.#drawnMs = now;
    const text = this.#describe(done, now);
    if (!isTTY) process.stderr.write(`${text}\n`);
    else {
      this.#isDrawn = true;
      process.stderr.write(`\r\u001b[2K${bar(done, this.#total)}${text}`);
    }
  }

  /** Takes the line away, so that other text can follow. */
  clear(): void {
    if (this.#isDrawn) process.stderr.write('\r\u001b[2K');
    this.#isDrawn = false;
  }

  #describe(done: number, now: number): string {
    const perSecond = (done / Math.max(1, now - this.#startedMs)) * 1000;
    const line = this.#texts.line(this.#what, done, this.#total, perSecond.toFixed(1));
    if (this.#total === undefined || perSecond === 0) return line;
    return line + this.#texts.left(duration((this.#total - done) / perSecond));
  }
}

function bar(done: number, total: number | undefined): string {
  if (!total) return '';
  const filled = Math.round((Math.min(done, total) / total) * BAR_CELLS);
  return `[${'█'.repeat(filled)}${'·'.repeat(BAR_CELLS - filled)}] `;
}

function duration(seconds: number): string {
  const s = Math.ceil(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
