import { type Engine, EngineError, GRADES, type Grade, labToSrgbHex, type SearchEntry } from '../../../engine/index.ts';
import { DECIMALS, type ReportFindings } from '../../proof/similarity-report.ts';
import { mostSerious } from '../search-library.ts';
import type { FrozenInputs, FrozenRecord } from './frozen-inputs.ts';
import { rounded, roundedComparison } from './rounding.ts';

type Rates = NonNullable<ReportFindings['errorRates']>;

/** What a report finds, from its frozen inputs alone. Throws EngineError `version-mismatch` for inputs of another fingerprint version. */
export async function findingsOf(
  engine: Pick<Engine, 'compare' | 'versions' | 'errorRates' | 'buildDigests'>,
  inputs: FrozenInputs,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ReportFindings> {
  const { disputed, records, notCompared, libraryPosition, worksSearched, recordsMax } = inputs;
  for (const { fingerprint } of [disputed, ...records]) requireVersion(engine, fingerprint);
  const withRatio = engine.errorRates !== null;
  const compared = await Promise.all(
    records.map(async (record) => ({
      record,
      comparison: roundedComparison(await engine.compare(disputed.fingerprint, record.fingerprint, options), withRatio),
    })),
  );
  compared.sort((a, b) => seriousness(a.comparison.grade) - seriousness(b.comparison.grade) || byDate(a, b));
  return {
    format: 1,
    decimals: { ...DECIMALS },
    disputed: {
      picture: pictureOf(disputed),
      repeat: {
        type: disputed.fingerprint.repeat.type,
        confidence: rounded(disputed.fingerprint.repeat.confidence, 'share'),
      },
      palette: paletteOf(disputed.fingerprint),
    },
    processing: {
      versions: { ...engine.versions },
      ...(await engine.buildDigests()),
      libraryPosition,
      worksSearched,
      recordsMax,
    },
    grade: mostSerious(compared.map(({ comparison }) => comparison.grade as Grade)),
    records: compared.map(({ record, comparison }, i) => ({
      rank: i + 1,
      record: recordOf(record),
      palette: paletteOf(record.fingerprint),
      comparison,
    })),
    notCompared: [...notCompared],
    errorRates: ratesOf(engine),
  };
}

/** Distances between fingerprints of different versions mean nothing. */
function requireVersion({ versions }: Pick<Engine, 'versions'>, { version }: Pick<SearchEntry, 'version'>): void {
  if (version === versions.fingerprint) return;
  throw new EngineError('version-mismatch', {
    expected: `frozen fingerprints of version ${versions.fingerprint}, which this installation computes`,
    received: `some of version ${version}`,
    remedy: 'Use the release that made the report; its versions are in the report.',
  });
}

const seriousness = (grade: string): number => GRADES.indexOf(grade as Grade);

interface Dated {
  readonly record: FrozenRecord;
}

/** The earliest evidenced first; where dates say nothing, by id, so that there is one order. */
const byDate = ({ record: a }: Dated, { record: b }: Dated): number =>
  Date.parse(a.earliestEvidenced) - Date.parse(b.earliestEvidenced) || (a.id < b.id ? -1 : 1);

const pictureOf = ({
  sha256,
  bytes,
  fingerprint: { widthPx, heightPx },
}: Pick<FrozenRecord, 'sha256' | 'bytes' | 'fingerprint'>) => ({ sha256, bytes, widthPx, heightPx });

function recordOf({ id, title, owner, registrationNumber, status, dates, earliestEvidenced, ...of }: FrozenRecord) {
  return { id, title, owner, registrationNumber, status, picture: pictureOf(of), dates: [...dates], earliestEvidenced };
}

const paletteOf = ({ colour }: SearchEntry) =>
  colour.palette.map(({ lab, share }) => ({ colour: labToSrgbHex(lab), share: rounded(share, 'share') }));

function ratesOf({ errorRates }: Pick<Engine, 'errorRates'>): Rates | null {
  if (errorRates === null) return null;
  const { measuredOn, library, copies, wrongStrong } = errorRates;
  const rate = ({ hits, n, lower, upper }: (typeof copies)[number]['strong']) => ({
    ...{ hits, n },
    lower: rounded(lower, 'share'),
    upper: rounded(upper, 'share'),
  });
  return {
    measuredOn,
    library,
    copies: copies.map(({ edit, source, strong }) => ({ edit, source, strong: rate(strong) })),
    wrongStrong: {
      unrelated: rate(wrongStrong.unrelated),
      copiesOfOthers: rate(wrongStrong.copiesOfOthers),
      lookAlikes: rate(wrongStrong.lookAlikes),
    },
  };
}
