import { type Random, random } from './random.ts';

export type Rgb = readonly [r: number, g: number, b: number];

export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function toHex(rgb: Rgb): string {
  return `#${rgb
    .map((c) =>
      Math.max(0, Math.min(255, Math.round(c)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const encode = (linear: number): number =>
  255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.max(0, linear) ** (1 / 2.4) - 0.055);
const decode = (value: number): number => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};

/** OKLCH to sRGB (Björn Ottosson, 2020); chroma is lowered until the colour fits. L 0–1, C about 0–0.35, hue in degrees. */
export function fromOklch(lightness: number, chroma: number, hueDeg: number): Rgb {
  for (let c = chroma; ; c *= 0.93) {
    const a = c * Math.cos((hueDeg * Math.PI) / 180);
    const b = c * Math.sin((hueDeg * Math.PI) / 180);
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    const rgb = [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ] as const;
    if (c < 0.004 || rgb.every((v) => v >= -0.001 && v <= 1.001))
      return [encode(rgb[0]), encode(rgb[1]), encode(rgb[2])];
  }
}

export function toOklch(rgb: Rgb): readonly [lightness: number, chroma: number, hueDeg: number] {
  const [r, g, b] = [decode(rgb[0]), decode(rgb[1]), decode(rgb[2])];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [lightness, Math.hypot(a, bb), (Math.atan2(bb, a) * 180) / Math.PI];
}

/** CIE L*a*b* under D50 of an sRGB colour (matrix: Bradford-adapted, Bruce Lindbloom). */
export function toLabD50(rgb: Rgb): readonly [number, number, number] {
  const [r, g, b] = [decode(rgb[0]), decode(rgb[1]), decode(rgb[2])];
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
  const x = f((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / 0.96422);
  const y = f(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
  const z = f((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / 0.82521);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** What the trade calls a colour story: how grounds and motifs are chosen together. */
const STORIES = ['light', 'white', 'dark', 'mid', 'tonal', 'indigo', 'earth', 'bright', 'pastel', 'two-tone'] as const;

/** `count` colours, the ground first, each far enough from the ground to be seen on it. */
export function makePalette(seed: number, count: number, story?: (typeof STORIES)[number]): string[] {
  const r = random(seed);
  const kind = story ?? r.pick(STORIES);
  const hue = r.between(0, 360);
  const ground = groundOf(kind, hue, r);
  const groundLightness = toOklch(ground)[0];
  const scheme = r.pick([
    [0, 30, -30, 15],
    [0, 180, 25, 200],
    [0, 120, 240, 60],
    [0, 150, 210, 20],
    [0, 90, 180, 270],
  ] as const);
  const colours: Rgb[] = [ground];
  for (let tries = 0; colours.length < count; tries++) {
    const candidate = accentOf(kind, hue + scheme[(colours.length - 1) % 4]! + r.normal() * 10, groundLightness, r);
    const separation = Math.max(0.03, 0.13 - tries * 0.004);
    const far = colours.every(
      (other, i) => oklabDistance(candidate, other) > (i === 0 ? separation * 1.9 : separation),
    );
    if (far || tries > 60) colours.push(candidate);
  }
  return colours.map(toHex);
}

function groundOf(kind: (typeof STORIES)[number], hue: number, r: Random): Rgb {
  if (kind === 'light') return fromOklch(r.between(0.88, 0.96), r.between(0.01, 0.05), hue);
  if (kind === 'white') return fromOklch(r.between(0.96, 0.995), r.between(0, 0.012), r.between(60, 110));
  if (kind === 'dark') return fromOklch(r.between(0.14, 0.32), r.between(0.01, 0.08), hue);
  if (kind === 'mid' || kind === 'bright') return fromOklch(r.between(0.5, 0.75), r.between(0.05, 0.17), hue);
  if (kind === 'tonal') return fromOklch(r.between(0.4, 0.9), r.between(0.02, 0.1), hue);
  if (kind === 'indigo') return fromOklch(r.between(0.2, 0.38), r.between(0.06, 0.12), r.between(255, 275));
  if (kind === 'earth') return fromOklch(r.between(0.3, 0.88), r.between(0.03, 0.08), r.between(40, 95));
  if (kind === 'pastel') return fromOklch(r.between(0.86, 0.95), r.between(0.02, 0.06), hue);
  return r.chance(0.5)
    ? fromOklch(r.between(0.9, 0.98), r.between(0, 0.03), hue)
    : fromOklch(r.between(0.2, 0.45), r.between(0.02, 0.12), hue);
}

function accentOf(kind: (typeof STORIES)[number], hue: number, groundLightness: number, r: Random): Rgb {
  const darkGround = groundLightness < 0.55;
  if (kind === 'tonal' || kind === 'two-tone') {
    const step = r.between(0.14, kind === 'tonal' ? 0.34 : 0.6) * (darkGround ? 1 : -1);
    return fromOklch(Math.max(0.12, Math.min(0.98, groundLightness + step)), r.between(0.02, 0.13), hue * 0 + hue);
  }
  if (kind === 'indigo')
    return fromOklch(
      r.between(0.55, 0.97),
      r.between(0.01, 0.08),
      r.chance(0.7) ? r.between(220, 280) : r.between(50, 90),
    );
  if (kind === 'earth') return fromOklch(r.between(0.2, 0.95), r.between(0.03, 0.12), r.between(20, 120));
  if (kind === 'pastel') return fromOklch(r.between(0.6, 0.86), r.between(0.05, 0.12), hue);
  if (kind === 'bright') return fromOklch(r.between(0.3, 0.97), r.between(0.12, 0.28), hue);
  return darkGround
    ? fromOklch(r.between(0.45, 0.96), r.between(0.03, 0.18), hue)
    : fromOklch(r.between(0.22, 0.8), r.between(0.04, 0.19), hue);
}

function oklabDistance(one: Rgb, other: Rgb): number {
  const [l1, c1, h1] = toOklch(one);
  const [l2, c2, h2] = toOklch(other);
  const rad = Math.PI / 180;
  return Math.hypot(
    l1 - l2,
    c1 * Math.cos(h1 * rad) - c2 * Math.cos(h2 * rad),
    c1 * Math.sin(h1 * rad) - c2 * Math.sin(h2 * rad),
  );
}
