import { useState } from 'react';
import { changePassword, type SignedIn, signOut } from '../api-client/accounts.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { goTo } from '../shell/router.ts';
import { ActionForm } from './action-form.tsx';
import { ApiKeys } from './api-keys.tsx';
import { OwnParties } from './own-parties.tsx';
import { SecondFactor } from './second-factor.tsx';
import { useSession } from './session-context.tsx';
import { TextField } from './text-field.tsx';

/** One's own account: who one is, the second factor, password, parties and keys. */
export function AccountPage() {
  const t = useTranslator();
  const { session } = useSession();
  if (session === null) return <PageHeading title={t.text('page.account')} />;
  if (!session.signedIn)
    return (
      <PageHeading
        title={t.text('page.account')}
        lead={<a href={hrefOf({ page: 'sign-in' })}>{t.text('account.signIn')}</a>}
      />
    );
  return <OwnAccount session={session} />;
}

function OwnAccount({ session }: { readonly session: SignedIn }) {
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
      <ApiKeys />
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
