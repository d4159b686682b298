import { useState } from 'react';
import { useSession } from '../account/session-context.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { EvidenceList } from './evidence-list.tsx';
import { EvidencePiece } from './evidence-piece.tsx';
import { TakeEvidence } from './take-evidence.tsx';

/** Taking evidence of a suspected copy, and what became of evidence. `id`: one piece of it. */
export function EvidencePage({ id }: { readonly id: string | null }) {
  const t = useTranslator();
  const { session } = useSession();
  const [taken, setTaken] = useState(0);
  if (session?.signedIn !== true)
    return (
      <div className="registration-page">
        <PageHeading title={t.text('evidence.title')} lead={t.text('evidence.lead')} />
        <p>
          <a href={hrefOf({ page: 'sign-in' })}>{t.text('evidence.signIn')}</a>
        </p>
      </div>
    );
  if (id !== null) return <EvidencePiece id={id} session={session} />;
  return (
    <div className="registration-page">
      <PageHeading title={t.text('evidence.title')} lead={t.text('evidence.lead')} />
      <TakeEvidence onTaken={() => setTaken(taken + 1)} />
      <EvidenceList key={taken} />
      <p className="quiet">{t.text('evidence.account', { id: session.account.id })}</p>
    </div>
  );
}
