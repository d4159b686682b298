import { useState } from 'react';
import { useSession } from '../account/session-context.tsx';
import type { SignedIn } from '../api-client/accounts.ts';
import { listReviews, type Party, type PartyFile, paperUrl, readParty, reviewIdentity } from '../api-client/parties.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { Colleagues } from './colleagues.tsx';

const has = (session: SignedIn, role: string): boolean => session.staff.some((grant) => grant.role === role);

/** Whether the person has anything to do here. */
export const worksInOffice = (session: SignedIn): boolean =>
  has(session, 'registrar') || has(session, 'administrator') || has(session, 'court-officer');

/** The office's side: whose identity waits for review, and who works here. */
export function OfficePage() {
  const t = useTranslator();
  const { session } = useSession();
  const heading = <PageHeading title={t.text('page.office')} />;
  if (session === null || !session.signedIn || !worksInOffice(session)) return heading;
  if (!session.secondFactor.shown)
    return <PageHeading title={t.text('page.office')} lead={<a href="#/account">{t.text('factor.show')}</a>} />;
  return (
    <>
      {heading}
      <p>
        <a href={hrefOf({ page: 'audit' })}>{t.text('audit.toPage')}</a>
      </p>
      {has(session, 'registrar') && <IdentityReview />}
      {has(session, 'administrator') && <Colleagues />}
    </>
  );
}

function IdentityReview() {
  const t = useTranslator();
  const { value, problem, reload } = useLoaded(listReviews);
  return (
    <section className="account-section" aria-labelledby="reviews">
      <h2 id="reviews">{t.text('office.reviews')}</h2>
      {problem !== null && <ProblemNotice problem={problem} onRetry={reload} />}
      {value?.parties.length === 0 && <p className="quiet">{t.text('office.noReviews')}</p>}
      <ul className="account-list">
        {(value?.parties ?? []).map((party) => (
          <Review key={party.id} party={party} onDecided={reload} />
        ))}
      </ul>
    </section>
  );
}

function Review({ party, onDecided }: { readonly party: Party; readonly onDecided: () => void }) {
  const t = useTranslator();
  const { language } = t;
  const [file, setFile] = useState<PartyFile | null>(null);
  const [reason, setReason] = useState('');
  if (file === null)
    return (
      <li>
        <span>
          {party.name} <span className="quiet">{t.lookUp(`party.${party.kind}`)}</span>
        </span>
        <ActionForm
          action={t.text('office.look', { name: party.name ?? '' })}
          work={(signal) => readParty(party.id, { language, signal })}
          onDone={setFile}
        />
      </li>
    );
  const decide = (decision: 'verified' | 'refused') => (signal: AbortSignal) =>
    reviewIdentity(party.id, decision, reason, { language, signal });
  return (
    <li>
      <div>
        <p>
          {file.name} · {file.creditCode ?? t.text('office.numberEnds', { end: file.residentIdEnd ?? '–' })}
        </p>
        <ul>
          {file.documents.map((document) => (
            <li key={document.id}>
              <a href={paperUrl(file.id, document.id)} download>
                {document.file}
              </a>
            </li>
          ))}
        </ul>
        <TextField label={t.text('office.reason')} value={reason} onValue={setReason} />
        <ActionForm action={t.text('office.accept')} work={decide('verified')} onDone={onDecided} />
        <ActionForm danger action={t.text('office.refuse')} work={decide('refused')} onDone={onDecided} />
      </div>
    </li>
  );
}
