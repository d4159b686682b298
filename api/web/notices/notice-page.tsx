import { useCallback } from 'react';
import { useSession } from '../account/session-context.tsx';
import { isStaff } from '../account/staff-roles.ts';
import { type Common, noticePictureUrl, readNotice } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { ObjectionForm } from '../objections/objection-form.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { TitleChain } from '../title/title-chain.tsx';

/** One registration as the public sees it: pictures, holders, and objections while they are heard. */
export function NoticePage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const { session } = useSession();
  const load = useCallback((common: Common) => readNotice(id, common), [id]);
  const { value, problem, reload } = useLoaded<Awaited<ReturnType<typeof readNotice>>>(load);
  if (value === null)
    return (
      <div className="registration-page">
        <PageHeading title={t.text('page.notices')} />
        {problem !== null && <ProblemNotice problem={problem} onRetry={reload} />}
      </div>
    );
  const { notice, title } = value;
  return (
    <div className="registration-page">
      <PageHeading title={notice.title} lead={notice.number} />
      <ul className="case-pictures">
        {notice.pictures.map(({ ordinal, role }) => (
          <li key={ordinal}>
            <img src={noticePictureUrl(id, ordinal)} alt={t.text(`pictureRole.${role}`)} width="320" height="320" />
          </li>
        ))}
      </ul>
      <dl className="case-facts">
        <dt>{t.text('notice.state')}</dt>
        <dd>{t.lookUp(`caseState.${notice.state}`) ?? notice.state}</dd>
        <dt>{t.text('notice.kind')}</dt>
        <dd>{t.text(`kind.${notice.kind}`)}</dd>
        <dt>{t.text('notice.registeredOn')}</dt>
        <dd>
          <time dateTime={notice.registeredOn}>{t.date(notice.registeredOn)}</time>
        </dd>
        <dt>{t.text('notice.holders')}</dt>
        <dd>
          {title.holders.map(({ holder, name, share }) => (
            <span key={holder} className="holder">
              {name} {share !== '1/1' && `(${share})`}
            </span>
          ))}
        </dd>
      </dl>
      <section className="panel" aria-label={t.text('notice.chain')}>
        <h2>{t.text('notice.chain')}</h2>
        <TitleChain title={title} />
        <p>
          <a href={hrefOf({ page: 'title', id })}>{t.text('title.toPage')}</a>
        </p>
      </section>
      {(isStaff(session, 'registrar') || isStaff(session, 'examiner')) && (
        <p>
          <a href={hrefOf({ page: 'case', id })}>{t.text('notice.toCase')}</a>
        </p>
      )}
      {notice.objectionsUntil !== null && <ObjectionForm id={id} until={notice.objectionsUntil} onObjected={reload} />}
    </div>
  );
}
