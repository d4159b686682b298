import { useState } from 'react';
import type { ReportSummary } from '../../schemas/report.ts';
import { reportBundle, reportDocument, reportUrl } from '../api-client/reports.ts';
import { LanguageField } from '../forms/language-field.tsx';
import { saveFile } from '../forms/save-file.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

/** One's own reports, to be read and taken away. */
export function ReportList({ reports }: { readonly reports: readonly ReportSummary[] }) {
  const t = useTranslator();
  return (
    <section className="account-section" aria-labelledby="report-list-heading">
      <h2 id="report-list-heading">{t.text('report.own')}</h2>
      {reports.length === 0 && <p className="quiet">{t.text('report.none')}</p>}
      {reports.map((report) => (
        <Report key={report.id} report={report} />
      ))}
    </section>
  );
}

function Report({ report: { id, orderedAt, grade, counters, superseded } }: { readonly report: ReportSummary }) {
  const t = useTranslator();
  const [language, setLanguage] = useState(t.language);
  const common = (signal: AbortSignal) => ({ language: t.language, signal });
  return (
    <section className="report-item" aria-label={id}>
      <h3>{t.text(`grade.${grade}`)}</h3>
      <p>
        {id} · {t.instant(orderedAt)}
        {counters !== null && ` · ${t.text('reportKind.counter-report')}`}
      </p>
      {superseded !== null && <p>{t.text(`supersession.${superseded.reason}`)}</p>}
      <LanguageField label={t.text('certificates.language')} value={language} onValue={setLanguage} />
      <SessionForm
        action={t.text('report.document')}
        work={(signal) => reportDocument(id, language, common(signal))}
        onDone={(pdf) => saveFile(pdf, `${id}-${language}.pdf`)}
      />
      <SessionForm
        action={t.text('report.bundle')}
        work={(signal) => reportBundle(id, language, common(signal))}
        onDone={(zip) => saveFile(zip, `${id}.zip`)}
      />
      <p>
        <a href={reportUrl(id)}>{t.text('report.json')}</a>
        {' · '}
        <a href={hrefOf({ page: 'verify', id })}>{t.text('page.verify')}</a>
      </p>
    </section>
  );
}
