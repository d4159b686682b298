import { useState } from 'react';
import type { AuditPageView } from '../../schemas/audit.ts';
import { type AuditFilter, auditExportUrl, readAudit } from '../api-client/oversight.ts';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { AuditEntries } from './audit-entries.tsx';

const OBJECT_KINDS = [
  'application',
  'pattern',
  'party',
  'account',
  'api-key',
  'tenant',
  'deposit',
  'report',
  'motif',
  'library-audit',
  'audit-trail',
] as const;

const ALL: AuditFilter = { objectKind: '', objectId: '', actor: '', from: '', until: '' };

/** The audit trail of the office: who did what, when, to what, and why. It is asked for by what one looks for, and exported. */
export function AuditPage() {
  const t = useTranslator();
  const { value: typed, change } = useTyped('audit', ALL);
  const [asked, setAsked] = useState<AuditFilter>(ALL);
  const [shown, setShown] = useState<AuditPageView | null>(null);
  const [isAll, setAll] = useState(false);
  const show = (page: AuditPageView, earlier: AuditPageView | null): void => {
    setShown({
      entries: [...(earlier?.entries ?? []), ...page.entries],
      names: { ...earlier?.names, ...page.names },
    });
    setAll(page.entries.length === 0);
  };
  const entries = shown?.entries ?? [];
  return (
    <div className="registration-page">
      <PageHeading title={t.text('audit.title')} lead={t.text('audit.lead')} />
      <SessionForm
        action={t.text('audit.read')}
        work={(signal) => {
          setAsked(typed);
          return readAudit(typed, undefined, { language: t.language, signal });
        }}
        onDone={(page) => show(page, null)}
      >
        <div className="field-grid">
          <SelectField
            label={t.text('audit.objectKind')}
            required={false}
            value={typed.objectKind}
            onValue={(objectKind) => change({ objectKind })}
            options={OBJECT_KINDS.map((kind) => [kind, t.text(`auditObject.${kind}`)])}
          />
          {(['objectId', 'actor', 'from', 'until'] as const).map((field) => (
            <TextField
              key={field}
              label={t.text(`audit.${field}`)}
              hint={t.text(`audit.${field}Hint`)}
              required={false}
              value={typed[field]}
              onValue={(value) => change({ [field]: value })}
            />
          ))}
        </div>
      </SessionForm>
      {shown !== null && (
        <>
          <div className="button-row">
            {(['csv', 'jsonl'] as const).map((format) => (
              <a key={format} className="plain-button" href={auditExportUrl(asked, format)} download>
                {t.text(`audit.export.${format}`)}
              </a>
            ))}
          </div>
          <AuditEntries {...shown} />
          {!isAll && entries.length > 0 && (
            <SessionForm
              action={t.text('audit.earlier')}
              work={(signal) => readAudit(asked, entries.at(-1)?.entry, { language: t.language, signal })}
              onDone={(page) => show(page, shown)}
            />
          )}
        </>
      )}
    </div>
  );
}
