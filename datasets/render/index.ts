import { parseHex } from '../colour.ts';
import { random } from '../random.ts';
import type { DesignSpec, Layer, Picture, Vec2 } from '../spec.ts';
import { paintField } from './field.ts';
import { sheetOfDesign } from './layout.ts';
import { sampleView, type TiledPlane, type View } from './plane.ts';
import { applySurface } from './surface.ts';
import { paintThreads } from './threads.ts';
import { renderVectorLayers, type VectorLayer } from './vector-layers.ts';

/** Tile pixels a view pixel: enough to keep lines sharp after bilinear sampling. */
const OVERSAMPLING = 1.3;
/** A sheet larger than any picture is drawn at the picture's own density: its cost grows with its area. */
const LARGE_SHEET_PX = 760;

const isVector = (layer: Layer): layer is VectorLayer =>
  layer.kind === 'motifs' || layer.kind === 'tile' || layer.kind === 'chart';

/** Draws one sheet of the design, whose tiling is the plane, at about `scale` × 1.3 of its own pixels a plane pixel. */
export async function renderPlane(spec: DesignSpec, scale: number): Promise<TiledPlane> {
  const sheet = sheetOfDesign(spec);
  const density = scale * (Math.max(sheet.widthPx, sheet.heightPx) > LARGE_SHEET_PX ? 1 : OVERSAMPLING);
  // Even sides, so that a dropped or bricked copy falls on whole pixels like its neighbour.
  const even = (px: number): number => Math.max(2, 2 * Math.round(px / 2));
  const size = [even(sheet.widthPx * density), even(sheet.heightPx * density)] as const;
  const rgb = new Uint8Array(size[0] * size[1] * 3);
  const ground = parseHex(spec.palette[0]!);
  for (let i = 0; i < rgb.length; i++) rgb[i] = ground[i % 3]!;
  for (let i = 0; i < spec.layers.length; i++) {
    const layer = spec.layers[i]!;
    if (layer.kind === 'threads') paintThreads(rgb, size, layer, spec.palette);
    else if (layer.kind === 'field') paintField(rgb, size, [sheet.widthPx, sheet.heightPx], layer, spec.palette);
    else {
      const together: VectorLayer[] = [layer];
      for (let next = spec.layers[i + 1]; next && isVector(next); next = spec.layers[i + 1]) {
        together.push(next);
        i++;
      }
      blendOver(rgb, await renderVectorLayers(together, sheet, spec.unitPx, spec.palette, size));
    }
  }
  const tile: Picture = { widthPx: size[0], heightPx: size[1], rgb };
  return {
    tile: spec.stray ? strayThreads(tile, spec.stray, size[0] / sheet.widthPx, spec.unitPx) : tile,
    periodPx: [sheet.widthPx, sheet.heightPx],
  };
}

function blendOver(rgb: Uint8Array, rgba: Uint8Array): void {
  for (let i = 0, p = 0; p < rgba.length; i += 3, p += 4) {
    const alpha = rgba[p + 3]!;
    if (alpha === 0) continue;
    for (let c = 0; c < 3; c++) rgb[i + c] = Math.round((rgb[i + c]! * (255 - alpha) + rgba[p + c]! * alpha) / 255);
  }
}

/** Resist-dyed warp: each thread, the same in every unit, slipped up or down a little, and bled along its length. */
function strayThreads(tile: Picture, stray: NonNullable<DesignSpec['stray']>, density: number, unitPx: Vec2): Picture {
  const { widthPx, heightPx } = tile;
  const rgb = new Uint8Array(tile.rgb.length);
  const r = random(stray.seed);
  const threads = Math.max(4, Math.round(unitPx[0] / stray.threadPx));
  let drift = 0;
  const slips = Array.from({ length: threads }, () => {
    drift = drift * 0.6 + r.normal() * stray.amountPx * 0.8;
    return drift;
  });
  const bleed = Math.max(1, Math.round(stray.amountPx * density * 0.7));
  for (let x = 0; x < widthPx; x++) {
    const share = (((x + 0.5) / density) % unitPx[0]) / unitPx[0];
    const slip = Math.round(slips[Math.floor(share * threads) % threads]! * density);
    for (let y = 0; y < heightPx; y++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = -bleed; k <= bleed; k++)
          sum += tile.rgb[((((y + slip + k) % heightPx) + heightPx) % heightPx) * widthPx * 3 + x * 3 + c]!;
        rgb[(y * widthPx + x) * 3 + c] = Math.round(sum / (2 * bleed + 1));
      }
  }
  return { widthPx, heightPx, rgb };
}

export interface RenderOptions {
  /** Longest side; the whole picture is scaled to it. Not together with `widthPx`. */
  readonly sidePx?: number;
  /** Size of the window; the design keeps its scale and more or less of it is seen. */
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** The plane point at the top left corner of the unturned picture at scale 1; scale and turn act about the picture's centre. */
  readonly originPx?: Vec2;
  /** Motif size relative to the design's own. Default 1. */
  readonly scale?: number;
  /** Counter-clockwise as seen. Default 0. */
  readonly angleDeg?: number;
  readonly mirrored?: boolean;
  /** Widens by √stretch and lowers by √stretch. Default 1. */
  readonly stretch?: number;
  readonly palette?: readonly string[];
  /** False leaves threads and grain of the cloth away. Default true. */
  readonly surface?: boolean;
}

/** The view of the plane that these options ask for. */
export function viewOf(spec: DesignSpec, options: RenderOptions = {}): View {
  const own = spec.picture;
  const enlarge = options.sidePx === undefined ? 1 : options.sidePx / Math.max(own.widthPx, own.heightPx);
  const widthPx = options.widthPx ?? Math.round(own.widthPx * enlarge);
  const heightPx = options.heightPx ?? Math.round(own.heightPx * enlarge);
  const origin = options.originPx ?? own.originPx;
  return {
    widthPx,
    heightPx,
    centrePx: [origin[0] + widthPx / enlarge / 2, origin[1] + heightPx / enlarge / 2],
    scale: (options.scale ?? 1) * enlarge,
    angleDeg: options.angleDeg ?? 0,
    mirrored: options.mirrored ?? false,
    stretch: options.stretch ?? 1,
  };
}

export async function renderDesign(spec: DesignSpec, options: RenderOptions = {}): Promise<Picture> {
  const drawn = options.palette ? { ...spec, palette: options.palette } : spec;
  const view = viewOf(spec, options);
  const picture = sampleView(await renderPlane(drawn, view.scale), view);
  return options.surface === false ? picture : applySurface(picture, spec.surface.kind, spec.surface.amount, spec.seed);
}
