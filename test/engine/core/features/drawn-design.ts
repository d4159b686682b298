import type { Raster } from '../../../../engine/core/raster.ts';

/** How a design is looked at: what happens to the plane before it is drawn. */
export interface DesignView {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Motif size; 1 by default. Angle counter-clockwise as seen. Both act about the middle of the picture. */
  readonly scale?: number;
  readonly angleDeg?: number;
  readonly mirrored?: boolean;
  readonly shiftPx?: readonly [number, number];
  readonly paletteSeed?: number;
}

export const UNIT_PX = 120;
const MOTIFS = 9;

export function seededRandom(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return next;
}

interface Motif {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly corners: number;
  readonly sharpness: number;
  readonly turn: number;
}

function motifsOf(seed: number): Motif[] {
  const random = seededRandom(seed);
  return Array.from({ length: MOTIFS }, () => ({
    x: random() * UNIT_PX,
    y: random() * UNIT_PX,
    radius: 10 + random() * 16,
    corners: 2 + Math.floor(random() * 4),
    sharpness: 0.15 + random() * 0.4,
    turn: random() * 2 * Math.PI,
  }));
}

const PALETTE_SIZE = 4;

/** Flower-like motifs on a square repeat of UNIT_PX, drawn analytically so that any view of the plane is exact; 2 × 2 samples a pixel. */
export function designRaster(seed: number, view: DesignView): Raster {
  const motifs = motifsOf(seed);
  const random = seededRandom(view.paletteSeed ?? seed + 1000);
  const palette = Array.from({ length: PALETTE_SIZE }, () => [random() * 255, random() * 255, random() * 255] as const);
  const { widthPx, heightPx, scale = 1, angleDeg = 0, mirrored = false, shiftPx = [0, 0] } = view;
  const cos = Math.cos((-angleDeg * Math.PI) / 180);
  const sin = Math.sin((-angleDeg * Math.PI) / 180);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at += 3) {
      const sum = [0, 0, 0];
      for (let sub = 0; sub < 4; sub++) {
        const dx = (x + 0.25 + 0.5 * (sub & 1) - widthPx / 2) / scale;
        const dy = (y + 0.25 + 0.5 * (sub >> 1) - heightPx / 2) / scale;
        const turned = dx * cos + dy * sin;
        const px = (mirrored ? -turned : turned) + widthPx / 2 + shiftPx[0];
        const py = dy * cos - dx * sin + heightPx / 2 + shiftPx[1];
        const colour = palette[slotAt(motifs, px, py)]!;
        for (let c = 0; c < 3; c++) sum[c]! += colour[c]! / 4;
      }
      for (let c = 0; c < 3; c++) rgb[at + c] = sum[c]!;
    }
  }
  return { widthPx, heightPx, rgb };
}

function slotAt(motifs: readonly Motif[], x: number, y: number): number {
  let slot = 0;
  motifs.forEach((motif, k) => {
    let dx = x - motif.x;
    let dy = y - motif.y;
    dx -= UNIT_PX * Math.round(dx / UNIT_PX);
    dy -= UNIT_PX * Math.round(dy / UNIT_PX);
    // No outline reaches further than 1.75 radii: most points need no angle.
    if (dx * dx + dy * dy > (1.8 * motif.radius) ** 2) return;
    const angle = Math.atan2(dy, dx) - motif.turn;
    const edge = motif.radius * (1 + motif.sharpness * Math.cos(motif.corners * angle) + 0.2 * Math.cos(angle));
    if (Math.hypot(dx, dy) < edge) slot = 1 + (k % (PALETTE_SIZE - 1));
  });
  return slot;
}
