import { useState } from 'react';
import { faultText } from '../forms/fault-text.ts';
import { fieldName } from '../forms/field-name.ts';
import { TickField } from '../forms/tick-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';
import type { BulkState, ManifestRow, RowProgress } from './bulk-state.ts';

/** Every row with its result: what is wrong with it, all faults at once, or how far its application has come. */
export function BatchRows({ bulk }: { readonly bulk: BulkState }) {
  const t = useTranslator();
  const [faultyOnly, setFaultyOnly] = useState(false);
  const { rows, progress } = bulk;
  const of = (row: ManifestRow): RowProgress => (row.application && progress[row.application]) || {};
  const isFaulty = (row: ManifestRow): boolean => row.status === 'rejected' || (of(row).faults?.length ?? 0) > 0;
  const count = (status: ManifestRow['status']): number => rows.filter((row) => row.status === status).length;
  const shown = faultyOnly ? rows.filter(isFaulty) : rows;
  return (
    <section className="panel" aria-label={t.text('bulk.rows')}>
      <h2>{t.text('bulk.rows')}</h2>
      <p role="status">
        {t.text('bulk.counted', {
          rows: rows.length,
          accepted: count('accepted'),
          rejected: count('rejected'),
          left: count('left-out'),
        })}
      </p>
      {count('left-out') > 0 && <p className="quiet-notice">{t.text('bulk.nothingTaken')}</p>}
      <TickField label={t.text('bulk.faultyOnly')} value={faultyOnly} onValue={setFaultyOnly} />
      <ol className="bulk-rows">
        {shown.map((row) => (
          <li key={row.row} className={isFaulty(row) ? 'bulk-faulty' : undefined}>
            <p className="bulk-row-line">
              <strong>{t.text('bulk.row', { row: row.row })}</strong>
              {row.picture !== undefined && <span className="quiet">{row.picture}</span>}
              <span className="state-tag">{t.text(stageOf(row, of(row)))}</span>
              {row.application !== undefined && (
                <a href={hrefOf({ page: 'application', id: row.application })}>{t.text('bulk.open')}</a>
              )}
            </p>
            <RowFaults
              faults={[
                ...row.faults.map(({ field, message }) => ({ name: field, detail: message })),
                ...(of(row).faults ?? []),
              ]}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function stageOf(row: ManifestRow, progress: RowProgress) {
  if (row.status !== 'accepted') return `bulk.status.${row.status}` as const;
  if (progress.filed) return 'bulk.status.filed';
  if (progress.faults !== undefined && progress.faults.length > 0) return 'bulk.status.refused';
  if (progress.picture === 'sent') return 'bulk.status.ready';
  return progress.picture === 'missing' ? 'bulk.status.no-picture' : 'bulk.status.accepted';
}

function RowFaults({ faults }: { readonly faults: readonly { readonly name: string; readonly detail: string }[] }) {
  const t = useTranslator();
  if (faults.length === 0) return null;
  return (
    <ul className="fault-list">
      {faults.map(({ name, detail }) => (
        <li key={`${name} ${detail}`}>
          {t.lookUp(`requirement.${name}`) ??
            [name && fieldName(t, name), faultText(t, detail)].filter(Boolean).join(': ')}
        </li>
      ))}
    </ul>
  );
}
