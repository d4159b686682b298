import sharp, { type Sharp } from 'sharp';

/**
 * Opens a drawing of our own for rendering. The engine forbids libvips to read SVG, for the whole process; the generator, where it shares one with
 * the engine, has to allow it again. The engine does not rest on that ban alone: it looks at a file's first bytes before libvips sees it.
 */
export function openDrawing(svg: string): Sharp {
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
  return sharp(Buffer.from(svg), { unlimited: true });
}
