import { useMemo } from 'react';
import { fieldName } from '../forms/field-name.ts';
import { useTranslator } from '../language/language-context.tsx';
import { useObjectUrl } from '../pictures/use-object-url.ts';

/** What a complete row of a work has, by column, with a value as it may stand there. */
const EXAMPLE: readonly (readonly [column: string, value: string])[] = [
  ['kind', 'works'],
  ['picture', 'lotus-01.png'],
  ['title', '缠枝莲'],
  ['lane', 'ordinary'],
  ['jurisdictionGround', 'owner-place'],
  ['channel', 'online'],
  ['workType', 'fine-art'],
  ['stage', 'final-artwork'],
  ['authors.0.name', '林晓'],
  ['authors.0.entity', 'natural-person'],
  ['owners.0.name', '柯桥织造'],
  ['owners.0.entity', 'legal-person'],
  ['owners.0.region', '33'],
  ['owners.0.basis', 'employment'],
  ['owners.0.share', '1/1'],
  ['titleEvidence', 'contract;registration'],
  ['created.date', '2026-01-05'],
  ['created.place', '绍兴市柯桥区'],
  ['declaration.originClass', 'original'],
  ['declaration.generator.used', 'false'],
  ['declaration.statementsTrue', 'true'],
];

/** The columns of a manifest, and a file to begin with. */
export function ManifestGuide() {
  const t = useTranslator();
  const file = useMemo(() => {
    const lines = [EXAMPLE.map(([column]) => column), EXAMPLE.map(([, value]) => value)];
    // The mark in front tells spreadsheets that it is UTF-8.
    return new File([`\ufeff${lines.map((line) => line.join(',')).join('\r\n')}\r\n`], 'manifest.csv', {
      type: 'text/csv',
    });
  }, []);
  const url = useObjectUrl(file);
  return (
    <details className="disclosure">
      <summary>{t.text('bulk.columns')}</summary>
      <p>{t.text('bulk.columnsLead')}</p>
      {url !== null && (
        <p>
          <a href={url} download={file.name}>
            {t.text('bulk.example')}
          </a>
        </p>
      )}
      <dl className="bulk-columns">
        {EXAMPLE.map(([column, value]) => (
          <div key={column}>
            <dt>
              <code>{column}</code>
            </dt>
            <dd>
              {fieldName(t, column)} <span className="quiet">{value}</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
