import type { Fingerprint, Polygon } from '../../../engine/index.ts';
import type { SeenMotif } from '../../schemas/motif.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { shareWithin } from './polygon-shares.ts';

/** Share of a picture that motifs of the public domain have to explain for it to be made of nothing else. */
const MADE_OF_MOTIFS = 0.8;

export interface MotifView {
  readonly motifs: readonly SeenMotif[];
  /** Nothing but motifs that anybody may use. */
  readonly onlyKnownMotifs: boolean;
  /** Share of a part of the picture that lies within motifs that anybody may use, 0–1. */
  shareOf(region: readonly Polygon[]): number;
}

/** The known motifs that a picture shows, and what of it they leave. */
export async function seeMotifs(
  ctx: ServiceContext,
  picture: Fingerprint,
  options: Pick<CallOptions, 'signal'>,
): Promise<MotifView> {
  const known = await ctx.motifs.current();
  const sightings = await ctx.engine.locateMotifs(picture, known, taskOptions(options));
  const rowOf = new Map(known.map(({ id, row }) => [id, row]));
  const motifs = sightings.map(({ id, logOdds, coverage, region }): SeenMotif => {
    const { name, rights } = rowOf.get(id)!;
    const polygons = region.map((polygon) => polygon.map(([x, y]): [number, number] => [x, y]));
    return { id, name, rights, logOdds, coverage: { ...coverage }, region: polygons };
  });
  const free = motifs.filter(({ rights }) => rights === 'public-domain');
  const regions = free.flatMap(({ region }) => region);
  const frame: Polygon = [
    [0, 0],
    [picture.widthPx, 0],
    [picture.widthPx, picture.heightPx],
    [0, picture.heightPx],
  ];
  const mostByOne = Math.max(0, ...free.map(({ coverage }) => coverage.picture));
  return {
    motifs,
    // Of a motif on plain ground the ground lies outside of its outline: what one motif explains of the structure counts, too.
    onlyKnownMotifs: Math.max(mostByOne, shareWithin([frame], regions)) >= MADE_OF_MOTIFS,
    shareOf: (region) => shareWithin(region, regions),
  };
}
