/** Gaussian smoothing of a row-major plane; the border is continued by its outermost values. */
export function blurred(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(sigma * 2.5));
  const taps = new Float32Array(radius + 1);
  let sum = 0;
  for (let k = 0; k <= radius; k++) {
    taps[k] = Math.exp((-k * k) / (2 * sigma * sigma));
    sum += k === 0 ? taps[k]! : 2 * taps[k]!;
  }
  for (let k = 0; k <= radius; k++) taps[k]! /= sum;
  const across = new Float32Array(plane.length);
  const row = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const base = y * width;
    for (let x = 0; x < row.length; x++) row[x] = plane[base + Math.max(0, Math.min(width - 1, x - radius))]!;
    for (let x = 0; x < width; x++) {
      let value = taps[0]! * row[x + radius]!;
      for (let k = 1; k <= radius; k++) value += taps[k]! * (row[x + radius - k]! + row[x + radius + k]!);
      across[base + x] = value;
    }
  }
  const out = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const base = y * width;
    for (let x = 0; x < width; x++) out[base + x] = taps[0]! * across[base + x]!;
    for (let k = 1; k <= radius; k++) {
      const weight = taps[k]!;
      const above = Math.max(0, y - k) * width;
      const below = Math.min(height - 1, y + k) * width;
      for (let x = 0; x < width; x++) out[base + x]! += weight * (across[above + x]! + across[below + x]!);
    }
  }
  return out;
}

/** Means of 2 × 2 blocks; an odd last row or column is dropped. */
export function halved(plane: Float32Array, width: number, height: number): Float32Array {
  const outWidth = width >> 1;
  const outHeight = height >> 1;
  const out = new Float32Array(outWidth * outHeight);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0, at = 2 * y * width; x < outWidth; x++, at += 2) {
      out[y * outWidth + x] = (plane[at]! + plane[at + 1]! + plane[at + width]! + plane[at + width + 1]!) / 4;
    }
  }
  return out;
}
