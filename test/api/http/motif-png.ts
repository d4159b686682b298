import { crc32, deflateSync } from 'node:zlib';

/**
 * A PNG of seeded, irregularly placed discs and bars on a ground: enough structure to be fingerprinted, of any size; another
 * order of `channels` than [0, 1, 2] recolours it.
 */
export function motifPng(seed: number, sidePx = 256, channels: readonly number[] = [0, 1, 2]): Buffer {
  const random = generator(seed);
  const shapes = Array.from({ length: 24 }, () => ({
    x: random() * sidePx,
    y: random() * sidePx,
    radius: sidePx * (0.03 + 0.1 * random()),
    bar: random() < 0.4,
    colour: [random() * 255, random() * 255, random() * 255],
  }));
  const ground = [200 + random() * 55, 200 + random() * 55, 200 + random() * 55];
  const rows = Buffer.alloc((sidePx * 3 + 1) * sidePx);
  for (let y = 0; y < sidePx; y += 1) {
    for (let x = 0; x < sidePx; x += 1) {
      const shape = shapes.find(({ x: cx, y: cy, radius, bar }) =>
        bar ? Math.abs(x - cx) < radius / 3 && Math.abs(y - cy) < radius * 2 : Math.hypot(x - cx, y - cy) < radius,
      );
      const offset = y * (sidePx * 3 + 1) + 1 + x * 3;
      const colour = shape?.colour ?? ground;
      rows.set(
        channels.map((channel) => Math.round(colour[channel]!)),
        offset,
      );
    }
  }
  return png(sidePx, sidePx, deflateSync(rows));
}

/** The head of a PNG that claims a size, with content for far less. */
export function bombPng(sidePx: number): Buffer {
  return png(sidePx, sidePx, deflateSync(Buffer.alloc(1_000)));
}

function png(widthPx: number, heightPx: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  // 8 bits a channel, RGB.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return framed;
}

/** Mulberry32, by Tommy Ettinger: a small generator with a 32-bit state. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
