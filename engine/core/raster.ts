/** A decoded picture: upright, sRGB, opaque. Row-major, interleaved R G B, 8 bits each; `rgb.length === widthPx * heightPx * 3`. */
export interface Raster {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

/** One plane of numbers, row-major; `values.length === widthPx * heightPx`. */
export interface Plane {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly values: Float32Array;
}
