import type { EngineVersions } from '../../../engine/index.ts';
import { useTranslator } from '../language/language-context.tsx';

interface ProvenanceProps {
  readonly versions: EngineVersions & { readonly libraryPosition?: number };
  readonly timingsMs: { readonly total: number; readonly [step: string]: number };
  readonly sha256?: string;
}

/** With which versions, and in what time, a result was made. */
export function Provenance({ versions, timingsMs, sha256 }: ProvenanceProps) {
  const t = useTranslator();
  const rows: (readonly [string, string])[] = [
    [t.text('footer.engine'), versions.engine],
    [t.text('footer.fingerprint'), versions.fingerprint],
    [t.text('footer.model'), versions.model],
    [t.text('footer.rules'), versions.rules],
    [t.text('footer.background'), versions.background],
  ];
  if (versions.libraryPosition !== undefined) {
    rows.push([t.text('footer.libraryPosition'), t.number(versions.libraryPosition)]);
  }
  const milliseconds = (value: number): string => t.text('footer.ms', { n: t.number(value) });
  const total = timingsMs.total;
  if (total !== undefined) {
    const parts = Object.entries(timingsMs)
      .filter(([name]) => name !== 'total')
      .map(([name, value]) => `${name} ${milliseconds(value)}`);
    rows.push([
      t.text('footer.timings'),
      parts.length === 0 ? milliseconds(total) : `${milliseconds(total)} (${parts.join(', ')})`,
    ]);
  }
  if (sha256 !== undefined) rows.push([t.text('footer.sha256'), sha256]);
  return (
    <section className="provenance" aria-label={t.text('footer.title')}>
      <h2>{t.text('footer.title')}</h2>
      <dl className="value-list">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
