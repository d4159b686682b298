/** Side of the square that the cosine transform reads, and of the block of coefficients that it keeps. */
export const DCT_INPUT_SIDE = 64;
export const DCT_OUTPUT_SIDE = 16;

/** Rows are the frequencies 1 … 16 (the constant term is left out), columns the 64 samples: √(2/64) · cos(π/128 · k · (2x + 1)). */
const COSINES: Float32Array = (() => {
  const cosines = new Float32Array(DCT_OUTPUT_SIDE * DCT_INPUT_SIDE);
  const scale = Math.sqrt(2 / DCT_INPUT_SIDE);
  for (let k = 0; k < DCT_OUTPUT_SIDE; k++) {
    for (let x = 0; x < DCT_INPUT_SIDE; x++) {
      cosines[k * DCT_INPUT_SIDE + x] = scale * Math.cos((Math.PI / 2 / DCT_INPUT_SIDE) * (k + 1) * (2 * x + 1));
    }
  }
  return cosines;
})();

/**
 * The low frequencies of a 64 × 64 picture (row-major): 16 × 16 coefficients, row-major, row = vertical frequency 1 … 16, column = horizontal frequency 1 … 16.
 */
export function lowFrequencies(samples: Float32Array): Float32Array {
  const rows = new Float32Array(DCT_OUTPUT_SIDE * DCT_INPUT_SIDE);
  for (let k = 0; k < DCT_OUTPUT_SIDE; k++) {
    for (let x = 0; x < DCT_INPUT_SIDE; x++) {
      let sum = 0;
      for (let y = 0; y < DCT_INPUT_SIDE; y++)
        sum += COSINES[k * DCT_INPUT_SIDE + y]! * samples[y * DCT_INPUT_SIDE + x]!;
      rows[k * DCT_INPUT_SIDE + x] = sum;
    }
  }
  const coefficients = new Float32Array(DCT_OUTPUT_SIDE * DCT_OUTPUT_SIDE);
  for (let k = 0; k < DCT_OUTPUT_SIDE; k++) {
    for (let j = 0; j < DCT_OUTPUT_SIDE; j++) {
      let sum = 0;
      for (let x = 0; x < DCT_INPUT_SIDE; x++) sum += rows[k * DCT_INPUT_SIDE + x]! * COSINES[j * DCT_INPUT_SIDE + x]!;
      coefficients[k * DCT_OUTPUT_SIDE + j] = sum;
    }
  }
  return coefficients;
}
