/** A vector or point, `[x, y]`, x to the right and y downwards, in pixels unless said otherwise. */
export type Vec2 = readonly [x: number, y: number];

/** A closed polygon; the last point joins the first. */
export type Polygon = readonly Vec2[];

/** A 3 × 3 matrix, row-major, acting on column vectors `[x, y, 1]`. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];
