/** Mean over a square window of `2 · radiusPx + 1`, cut off at the borders, from running sums along rows and then columns. */
export function localMean(values: Float32Array, widthPx: number, heightPx: number, radiusPx: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < heightPx; y++) windowMean(values, rows, y * widthPx, 1, widthPx, radiusPx);
  const mean = new Float32Array(values.length);
  for (let x = 0; x < widthPx; x++) windowMean(rows, mean, x, widthPx, heightPx, radiusPx);
  return mean;
}

function windowMean(
  input: Float32Array,
  output: Float32Array,
  offset: number,
  step: number,
  length: number,
  radiusPx: number,
): void {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < Math.min(radiusPx, length); i++, count++) sum += input[offset + i * step]!;
  for (let i = 0; i < length; i++) {
    if (i + radiusPx < length) {
      sum += input[offset + (i + radiusPx) * step]!;
      count++;
    }
    if (i - radiusPx - 1 >= 0) {
      sum -= input[offset + (i - radiusPx - 1) * step]!;
      count--;
    }
    output[offset + i * step] = sum / count;
  }
}
