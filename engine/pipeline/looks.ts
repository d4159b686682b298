import type { EmbeddedView, Fingerprint } from '../core/fingerprint.ts';

/** Embedded views of every look at a query. */
export const viewsOf = ({ views, screenless }: Pick<Fingerprint, 'views' | 'screenless'>): readonly EmbeddedView[] =>
  screenless ? [...views, ...screenless.views] : views;

/** Encoded verification features of every look at a query, as it is first. */
export const looksOf = ({
  features,
  screenless,
}: Pick<Fingerprint, 'features' | 'screenless'>): readonly Uint8Array[] =>
  screenless ? [features, screenless.features] : [features];
