import { SIMD_MODULE } from './simd-module.ts';

/** The functions of `simd-kernels.wat`; addresses, lengths and distances in bytes from the start of `SimdScratch.bytes`. */
export interface SimdKernels {
  readonly pairs: (base: number, im: number, row: number, size: number, width: number) => void;
  readonly quads: (
    base: number,
    im: number,
    row: number,
    size: number,
    width: number,
    half: number,
    twiddles: number,
  ) => void;
  readonly mixRows: (from: number, row: number, taps: number, weights: number, width: number, to: number) => void;
  readonly mixPixels: (from: number, starts: number, weights: number, taps: number, count: number, to: number) => void;
  readonly filter: (
    from: number,
    to: number,
    row: number,
    rows: number,
    width: number,
    weights: number,
    taps: number,
    step: number,
  ) => void;
  readonly correlate: (
    from: number,
    end: number,
    map: number,
    row: number,
    mask: number,
    columns: number,
    lines: number,
    turn: number,
    to: number,
    a: number,
    b: number,
    c: number,
    d: number,
    tx: number,
    ty: number,
  ) => void;
  readonly gradients: (
    plane: number,
    row: number,
    rows: number,
    width: number,
    re: number,
    im: number,
    energy: number,
  ) => void;
  readonly compress: (re: number, im: number, energy: number, bytes: number, half: number, noise: number) => void;
  readonly match: (query: number, other: number, count: number, bar: number, to: number) => number;
}

/** Memory that the kernels can reach, and the kernels; null where the processor or the runtime has no SIMD for WebAssembly. */
export interface SimdScratch {
  readonly bytes: Uint8Array;
  readonly numbers: Float32Array;
  readonly kernels: SimdKernels | null;
}

/** The part of the WebAssembly interface that is used; Node's own types leave it out. */
interface WebAssemblyApi {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly Memory: new (limits: { readonly initial: number }) => WebAssemblyMemory;
}

interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  readonly grow: (pages: number) => number;
}

const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

const PAGE_BYTES = 65_536;

let memory: WebAssemblyMemory | undefined;
let kernels: SimdKernels | null = null;
let scratch: SimdScratch | undefined;

/**
 * Scratch memory of at least `bytes`, the same at every call in a thread: it grows and stays, so that a picture costs no fresh megabytes. What
 * lies in it is undefined, and lost at the next call.
 */
export function simdScratch(bytes: number): SimdScratch {
  if (scratch && scratch.bytes.length >= bytes) return scratch;
  if (memory) memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES));
  else {
    memory = new wasm.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    kernels = instantiate(memory);
  }
  scratch = { bytes: new Uint8Array(memory.buffer), numbers: new Float32Array(memory.buffer), kernels };
  return scratch;
}

function instantiate(shared: WebAssemblyMemory): SimdKernels | null {
  const bytes = Uint8Array.from(Buffer.from(SIMD_MODULE, 'base64'));
  if (!wasm.validate(bytes)) return null;
  const { exports } = new wasm.Instance(new wasm.Module(bytes), { scratch: { memory: shared } });
  return exports as unknown as SimdKernels;
}
