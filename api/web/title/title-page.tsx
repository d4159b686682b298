import { useCallback } from 'react';
import type { PublicNoticeView, TitleView } from '../../schemas/application.ts';
import { useSession } from '../account/session-context.tsx';
import { isStaff } from '../account/staff-roles.ts';
import { type Common, readNotice } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { LicenceForm } from './licence-form.tsx';
import { TitleOn } from './title-on.tsx';
import { TransferForm } from './transfer-form.tsx';

/** Who holds a registered right, and held it on any day; for a holder or the registrar, recording what has changed. */
export function TitlePage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const load = useCallback((common: Common) => readNotice(id, common), [id]);
  const { value, problem, reload } = useLoaded<{ notice: PublicNoticeView; title: TitleView }>(load);
  return (
    <div className="registration-page">
      <PageHeading title={t.text('title.title')} lead={value && `${value.notice.title} · ${value.notice.number}`} />
      {problem !== null && <ProblemNotice problem={problem} onRetry={reload} />}
      <p>
        <a href={hrefOf({ page: 'notice', id })}>{t.text('applications.toNotice')}</a>
      </p>
      {value !== null && (
        <>
          <TitleOn key={value.title.entries.length} id={id} />
          <Recording id={id} notice={value.notice} title={value.title} onRecorded={reload} />
        </>
      )}
    </div>
  );
}

interface RecordingProps {
  readonly id: string;
  readonly notice: PublicNoticeView;
  readonly title: TitleView;
  readonly onRecorded: () => void;
}

/** The holder may record, and the registrar on a document; nobody else is shown how. */
function Recording({ id, notice, title, onRecorded }: RecordingProps) {
  const t = useTranslator();
  const { session } = useSession();
  const own = session?.signedIn === true ? session.parties.map(({ party }) => party) : [];
  const isRegistrar = isStaff(session, 'registrar');
  const holders = title.holders.filter(({ holder }) => isRegistrar || own.includes(holder));
  if (notice.state !== 'registered' || holders.length === 0) return null;
  return (
    <section className="panel" aria-label={t.text('title.record')}>
      <h2>{t.text('title.record')}</h2>
      <TransferForm id={id} holders={holders} onRecorded={onRecorded} />
      <LicenceForm id={id} holders={holders} onRecorded={onRecorded} />
    </section>
  );
}
