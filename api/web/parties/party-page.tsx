import { useCallback } from 'react';
import { LoadProblem } from '../account/load-problem.tsx';
import { useSession } from '../account/session-context.tsx';
import { type PartyFile, readParty } from '../api-client/parties.ts';
import type { Common } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { AttorneysSection } from './attorneys-section.tsx';
import { IdentitySection } from './identity-section.tsx';
import { MembersSection } from './members-section.tsx';

/** A person, firm or workstation: its identity, its members, and who acts for whom. */
export function PartyPage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const { session } = useSession();
  const load = useCallback((common: Common) => readParty(id, common), [id]);
  const { value: file, problem, reload } = useLoaded<PartyFile>(load);
  const manages =
    session?.signedIn === true && session.parties.some(({ party, manages: does }) => party === id && does);
  return (
    <div className="registration-page">
      <PageHeading title={file?.name ?? t.text('party.title')} lead={file && t.lookUp(`party.${file.kind}`)} />
      <p>
        <a href={hrefOf({ page: 'account' })}>{t.text('party.toAccount')}</a>
      </p>
      <LoadProblem problem={problem} onRetry={reload} />
      {file !== null && (
        <>
          <p>
            {t.text('party.id')} <code className="party-id">{file.id}</code>
          </p>
          <IdentitySection file={file} manages={manages} onChanged={reload} />
          {file.kind !== 'person' && <MembersSection file={file} manages={manages} onChanged={reload} />}
          <AttorneysSection file={file} manages={manages} onChanged={reload} />
        </>
      )}
    </div>
  );
}
