import { useCallback } from 'react';
import type { AccountFileView } from '../../schemas/account.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { useSession } from '../account/session-context.tsx';
import { listTenants, readAccount } from '../api-client/accounts.ts';
import type { Common } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { AccountStatus } from './account-status.tsx';
import { ErasedAccount, Erasure } from './erasure.tsx';
import { RoleGrants } from './role-grants.tsx';

export interface ColleagueSectionProps {
  readonly file: AccountFileView;
  readonly onChanged: () => void;
}

/** Somebody's account as its administrator sees it: roles, whether it is in use, and the erasure of the person's data. */
export function ColleaguePage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const { session } = useSession();
  const load = useCallback((common: Common) => readAccount(id, common), [id]);
  const { value: file, problem, reload } = useLoaded<AccountFileView>(load);
  const offices = useLoaded(listTenants).value?.tenants ?? [];
  const isOneself = session?.signedIn === true && session.account.id === id;
  const title = file === null ? t.text('colleague.title') : (file.name ?? t.text('colleague.erasedName'));
  return (
    <div className="registration-page">
      <PageHeading
        title={title}
        lead={file && `${file.email === null ? '' : `${file.email} · `}${t.text(`account.status.${file.status}`)}`}
      />
      <p>
        <a href={hrefOf({ page: 'office' })}>{t.text('colleague.toOffice')}</a>
      </p>
      <LoadProblem problem={problem} onRetry={reload} />
      {file !== null && (
        <>
          <p>
            {t.text('colleague.id')} <code className="party-id">{file.id}</code>
          </p>
          {file.erasure !== null && <ErasedAccount erasure={file.erasure} />}
          <RoleGrants file={file} offices={offices} onChanged={reload} />
          {file.status !== 'erased' && !isOneself && (
            <>
              <AccountStatus file={file} onChanged={reload} />
              <Erasure file={file} onChanged={reload} />
            </>
          )}
          {isOneself && <p className="quiet-notice">{t.text('colleague.oneself')}</p>}
        </>
      )}
    </div>
  );
}
