import { drawMotif } from '../motifs/index.ts';
import type { Element, Layer, Mark } from '../spec.ts';
import { drawTile } from '../tiles/index.ts';
import { drawChart } from './chart.ts';
import { openDrawing } from './drawing.ts';
import type { Sheet } from './layout.ts';

export type VectorLayer = Extract<Layer, { kind: 'motifs' | 'tile' | 'chart' }>;

const fixed = (value: number): string => value.toFixed(3);

function markup(mark: Mark, colourOf: (slot: number) => string): string {
  let text = `<path d="${mark.d}" fill="${mark.fill === undefined ? 'none' : colourOf(mark.fill)}"`;
  if (mark.stroke !== undefined)
    text += ` stroke="${colourOf(mark.stroke)}" stroke-width="${fixed(mark.width ?? 0.02)}"`;
  if (mark.opacity !== undefined) text += ` opacity="${fixed(mark.opacity)}"`;
  if (mark.dash !== undefined) text += ` stroke-dasharray="${mark.dash}"`;
  return `${text}/>`;
}

/**
 * Draws layers over one sheet, continued across its borders. Returns RGBA, row-major, not premultiplied.
 */
export async function renderVectorLayers(
  layers: readonly VectorLayer[],
  sheet: Sheet,
  unitPx: readonly [number, number],
  palette: readonly string[],
  rasterPx: readonly [width: number, height: number],
): Promise<Uint8Array> {
  const definitions: string[] = [];
  const body: string[] = [];
  for (const layer of layers) {
    if (layer.kind === 'motifs') placeElements(layer.elements, sheet, palette, definitions, body);
    else placeUnit(layer, sheet, unitPx, palette, definitions, body);
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${rasterPx[0]}" height="${rasterPx[1]}" ` +
    `viewBox="0 0 ${sheet.widthPx} ${sheet.heightPx}" preserveAspectRatio="none" stroke-linecap="round" stroke-linejoin="round">` +
    `<defs>${definitions.join('')}</defs>${body.join('')}</svg>`;
  return new Uint8Array(await openDrawing(svg).ensureAlpha().raw().toBuffer());
}

function placeElements(
  elements: readonly Element[],
  sheet: Sheet,
  palette: readonly string[],
  definitions: string[],
  body: string[],
): void {
  const known = new Map<string, string>();
  for (const element of elements) {
    const key = `${element.motif.kind}/${element.motif.seed}/${element.colours.join(',')}`;
    let id = known.get(key);
    if (id === undefined) {
      id = `m${definitions.length}`;
      known.set(key, id);
      const colourOf = (slot: number): string =>
        palette[element.colours[slot % element.colours.length]! % palette.length]!;
      definitions.push(
        `<g id="${id}">${drawMotif(element.motif)
          .map((mark) => markup(mark, colourOf))
          .join('')}</g>`,
      );
    }
    const reach = element.radiusPx * 1.08;
    for (const { offsetPx, mirrorX, mirrorY } of sheet.placements) {
      const unitX = mirrorX ? sheet.widthPx - element.at[0] : offsetPx[0] + element.at[0];
      const unitY = mirrorY ? sheet.heightPx - element.at[1] : offsetPx[1] + element.at[1];
      const flip = (mirrorX !== mirrorY) !== element.flipped;
      const angle = mirrorX !== mirrorY ? element.angleDeg : -element.angleDeg;
      const turned = mirrorY ? angle + 180 : angle;
      const size = fixed(element.radiusPx);
      for (const dx of [-sheet.widthPx, 0, sheet.widthPx]) {
        const x = unitX + dx;
        if (x < -reach || x > sheet.widthPx + reach) continue;
        for (const dy of [-sheet.heightPx, 0, sheet.heightPx]) {
          const y = unitY + dy;
          if (y < -reach || y > sheet.heightPx + reach) continue;
          const transform = `translate(${fixed(x)} ${fixed(y)}) rotate(${fixed(turned)}) scale(${flip ? '-' : ''}${size} ${size})`;
          body.push(`<use href="#${id}" transform="${transform}"/>`);
        }
      }
    }
  }
}

function placeUnit(
  layer: Exclude<VectorLayer, { kind: 'motifs' }>,
  sheet: Sheet,
  [w, h]: readonly [number, number],
  palette: readonly string[],
  definitions: string[],
  body: string[],
): void {
  const id = `u${definitions.length}`;
  const colours = layer.kind === 'tile' ? layer.colours : palette.map((_, i) => i);
  const marks = layer.kind === 'tile' ? drawTile(layer.tile, layer.seed, [w, h]) : drawChart(layer, [w, h]);
  const colourOf = (slot: number): string => palette[colours[slot % colours.length]! % palette.length]!;
  definitions.push(`<g id="${id}">${marks.map((mark) => markup(mark, colourOf)).join('')}</g>`);
  for (const dx of [-sheet.widthPx, 0, sheet.widthPx])
    for (const dy of [-sheet.heightPx, 0, sheet.heightPx])
      for (const { offsetPx, mirrorX, mirrorY } of sheet.placements) {
        const x = offsetPx[0] + dx + (mirrorX ? w : 0);
        const y = offsetPx[1] + dy + (mirrorY ? h : 0);
        body.push(
          `<use href="#${id}" transform="translate(${fixed(x)} ${fixed(y)}) scale(${mirrorX ? -1 : 1} ${mirrorY ? -1 : 1})"/>`,
        );
      }
}
