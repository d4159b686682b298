import { between, pick, type Random, type Rgb, randomPalette } from './random-draws.ts';
import { blankUnit, type Unit } from './repeat-units.ts';

export function stripeColours(
  random: Random,
  count: number,
  gingham: boolean,
): { readonly widths: number[]; readonly colours: Rgb[] } {
  const { ground, colours } = randomPalette(random);
  const list: Rgb[] = [];
  const widths: number[] = [];
  for (let k = 0; k < count; k++) {
    const before = list[k - 1];
    list.push(
      k % 2 === 0 && gingham
        ? ground
        : pick(
            random,
            [ground, ...colours].filter((c) => c !== before && (k < count - 1 || c !== list[0])),
          ),
    );
    widths.push(gingham ? 1 : between(random, 0.4, 2.5));
  }
  const total = widths.reduce((s, w) => s + w, 0);
  return { widths: widths.map((w) => w / total), colours: list };
}

export function stripeAt({ widths, colours }: { readonly widths: number[]; readonly colours: Rgb[] }, t: number): Rgb {
  let sum = 0;
  for (const [k, w] of widths.entries()) {
    sum += w;
    if (t < sum) return colours[k] as Rgb;
  }
  return colours.at(-1) as Rgb;
}

/** A plaid, in half of the cases one that is its own mirror image both ways, which leaves its type `straight`. */
export function plaidUnit(random: Random, side: number): Unit {
  const gingham = random() < 0.4;
  const warp = stripeColours(random, gingham ? 2 : 3 + Math.floor(random() * 3), gingham);
  const weft = gingham || random() < 0.5 ? warp : stripeColours(random, 3 + Math.floor(random() * 3), false);
  const unit = blankUnit(side, [0, 0, 0]);
  const palindromic = !gingham && random() < 0.5;
  const fold = (t: number): number => (palindromic ? Math.abs(2 * t - 1) : t);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const p = stripeAt(warp, fold(x / side));
      const q = stripeAt(weft, fold(y / side));
      for (let c = 0; c < 3; c++) unit.rgb[(y * side + x) * 3 + c] = ((p[c] as number) + (q[c] as number)) / 2;
    }
  return unit;
}
