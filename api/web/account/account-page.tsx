import { useState } from 'react';
import { changePassword, type ErasureStatement, type SignedIn, signOut } from '../api-client/accounts.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { goTo } from '../shell/router.ts';
import { ApiKeys } from './api-keys.tsx';
import { ErasedData, OwnData } from './own-data.tsx';
import { OwnParties } from './own-parties.tsx';
import { SecondFactor } from './second-factor.tsx';
import { useSession } from './session-context.tsx';

/** One's own account: who one is, the second factor, password, parties and keys. */
export function AccountPage() {
  const t = useTranslator();
  const { session, setSession } = useSession();
  const [erased, setErased] = useState<ErasureStatement | null>(null);
  if (erased !== null)
    return (
      <>
        <PageHeading title={t.text('ownData.done')} />
        <div className="registration-page">
          <ErasedData statement={erased} />
        </div>
      </>
    );
  if (session === null) return <PageHeading title={t.text('page.account')} />;
  if (!session.signedIn)
    return (
      <PageHeading
        title={t.text('page.account')}
        lead={<a href={hrefOf({ page: 'sign-in' })}>{t.text('account.signIn')}</a>}
      />
    );
  return (
    <OwnAccount
      session={session}
      onErased={(statement) => {
        setErased(statement);
        setSession({ signedIn: false });
      }}
    />
  );
}

function OwnAccount({
  session,
  onErased,
}: {
  readonly session: SignedIn;
  readonly onErased: (statement: ErasureStatement) => void;
}) {
  const t = useTranslator();
  const { setSession } = useSession();
  const roles = session.staff.map(({ role }) => t.lookUp(`role.${role}`) ?? role);
  return (
    <>
      <PageHeading
        title={session.account.name}
        lead={`${session.account.email} · ${roles.join(' · ') || t.text('role.designer')}`}
      />
      <SecondFactor session={session} />
      <OwnParties />
      {session.staff.length > 0 && (
        <section className="account-section" aria-labelledby="own-ties">
          <h2 id="own-ties">{t.text('tie.title')}</h2>
          <p>{t.text('tie.lead')}</p>
          <p>
            <a href={hrefOf({ page: 'ties' })}>{t.text('tie.toPage')}</a>
          </p>
        </section>
      )}
      <ApiKeys />
      <OwnData account={session.account.id} onErased={onErased} />
      <ChangePassword />
      <ActionForm
        action={t.text('account.signOut')}
        work={(signal) => signOut({ language: t.language, signal })}
        onDone={() => {
          setSession({ signedIn: false });
          goTo({ page: 'sign-in' });
        }}
      />
    </>
  );
}

function ChangePassword() {
  const t = useTranslator();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [changed, setChanged] = useState(false);
  return (
    <section className="account-section">
      <details className="account-more">
        <summary>{t.text('account.changePassword')}</summary>
        {changed && <p role="status">{t.text('account.passwordChanged')}</p>}
        <ActionForm
          action={t.text('account.changePassword')}
          work={(signal) => changePassword(current, next, { language: t.language, signal })}
          onDone={() => {
            setChanged(true);
            setCurrent('');
            setNext('');
          }}
        >
          <TextField
            label={t.text('account.currentPassword')}
            type="password"
            autoComplete="current-password"
            value={current}
            onValue={setCurrent}
          />
          <TextField
            label={t.text('account.newPassword')}
            type="password"
            autoComplete="new-password"
            hint={t.text('account.passwordHint')}
            value={next}
            onValue={setNext}
          />
        </ActionForm>
      </details>
    </section>
  );
}
