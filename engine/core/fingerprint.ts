import type { Vec2 } from './geometry.ts';
import type { RepeatType } from './vocabulary.ts';

/** A 256-bit perceptual hash. `bits` is 32 bytes, most significant bit first as in PDQ's hexadecimal form; `quality` 0–100. */
export interface PdqHash {
  readonly bits: Uint8Array;
  readonly quality: number;
}

/** The repeat of a picture, in pixels of the upright original. */
export interface RepeatAnalysis {
  readonly type: RepeatType;
  /** Reduced primitive lattice vectors: two, one for `one-way`, none for `none`. */
  readonly vectorsPx: readonly Vec2[];
  /** 0 (no repeat) to 1 (exact repeat). */
  readonly confidence: number;
}

export interface PaletteColour {
  /** CIE L*a*b* under D50. */
  readonly lab: readonly [L: number, a: number, b: number];
  /** Share of the picture's area, 0–1; the shares of a palette sum to 1. */
  readonly share: number;
}

export interface ColourSummary {
  /** At most 8 colours, largest share first. */
  readonly palette: readonly PaletteColour[];
  /** Histogram over L*a*b* cells, L1-normalised to 0–255 sums; length is a constant of the version. */
  readonly histogram: Uint8Array;
}

/** Which part of the picture an embedding looked at. */
export const VIEW_KINDS = ['whole', 'centre', 'repeat-unit'] as const;
export type ViewKind = (typeof VIEW_KINDS)[number];

export interface EmbeddedView {
  readonly kind: ViewKind;
  /** Unit length. */
  readonly vector: Float32Array;
}

/** The hashes of a picture in its 8 forms, in the order of DIHEDRAL_FORMS (dihedral.ts): turned and mirrored copies are found by them. */
export interface DihedralHashes {
  readonly pdq: readonly PdqHash[];
  readonly edgePdq: readonly PdqHash[];
}

/** What the picture looks like without the threads, ribs or halftone dots that lie over it. */
export interface ScreenlessLook {
  readonly views: readonly EmbeddedView[];
  readonly features: Uint8Array;
}

/**
 * All that search and verification know of a picture. Deterministic for one `version` on one processor family; fingerprints of different versions are never compared.
 */
export interface Fingerprint {
  readonly version: string;
  /** Size of the upright original. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pdq: PdqHash;
  /** The same hash of a picture of edge strength, blind to colour and to the sign of contrast. */
  readonly edgePdq: PdqHash;
  readonly repeat: RepeatAnalysis;
  readonly colour: ColourSummary;
  readonly views: readonly EmbeddedView[];
  /** The hashes of the picture in its other forms; only a query needs them, so the indexes do not hold them. */
  readonly dihedral: DihedralHashes;
  /** A second look at a picture that has a screen; null where it has none. Only a query needs it: registered drawings are met as they are. */
  readonly screenless: ScreenlessLook | null;
  /** Encoded verification features (engine/core/features): read only for the best candidates, so stored apart. */
  readonly features: Uint8Array;
}

/** What the indexes hold of a pattern: the fingerprint without what only a query or a verification needs. */
export type SearchEntry = Omit<Fingerprint, 'features' | 'dihedral' | 'screenless'>;
