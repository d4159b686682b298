import { useState } from 'react';
import { STAFF_ROLES } from '../../services/access/roles.ts';
import { inviteAccount, type ListedAccount, listAccounts, listTenants } from '../api-client/accounts.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

/** People whose accounts one administers: found by a piece of name or address, each with a page of its own. */
export function Colleagues() {
  const t = useTranslator();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [found, setFound] = useState<readonly ListedAccount[] | null>(null);
  const [isAll, setAll] = useState(false);
  const first = useLoaded(listAccounts);
  const people = found ?? first.value?.accounts ?? [];
  const show = (accounts: readonly ListedAccount[], earlier: readonly ListedAccount[]): void => {
    setFound([...earlier, ...accounts]);
    setAll(accounts.length === 0);
  };
  const rolesOf = ({ staff }: ListedAccount): string =>
    staff.map((grant) => t.lookUp(`role.${grant.role}`) ?? grant.role).join(' · ');
  return (
    <section className="account-section" aria-labelledby="colleagues">
      <h2 id="colleagues">{t.text('office.colleagues')}</h2>
      <SessionForm
        action={t.text('colleague.find')}
        work={(signal) => {
          setAsked(text);
          return listAccounts({ language: t.language, signal }, { text });
        }}
        onDone={({ accounts }) => show(accounts, [])}
      >
        <TextField label={t.text('colleague.findBy')} required={false} value={text} onValue={setText} />
      </SessionForm>
      {found?.length === 0 && <p className="quiet">{t.text('colleague.nobody')}</p>}
      <ul className="account-list">
        {people.map((account) => (
          <li key={account.id}>
            <span>
              <a href={hrefOf({ page: 'colleague', id: account.id })}>{account.name}</a>{' '}
              <span className="quiet">{account.email}</span>
            </span>
            <span className="quiet">
              {rolesOf(account)} {t.lookUp(`account.status.${account.status}`)}
            </span>
          </li>
        ))}
      </ul>
      {people.length >= PAGE && !isAll && (
        <SessionForm
          action={t.text('colleague.more')}
          work={(signal) =>
            listAccounts({ language: t.language, signal }, { text: asked, after: people.at(-1)?.id ?? '' })
          }
          onDone={({ accounts }) => show(accounts, people)}
        />
      )}
      <Invitation
        onInvited={() => {
          setFound(null);
          first.reload();
        }}
      />
    </section>
  );
}

/** As many as the API gives at once: where there are fewer there are no more. */
const PAGE = 100;

function Invitation({ onInvited }: { readonly onInvited: () => void }) {
  const t = useTranslator();
  const offices = useLoaded(listTenants).value?.tenants ?? [];
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [tenant, setTenant] = useState('');
  const [role, setRole] = useState('');
  return (
    <details className="account-more">
      <summary>{t.text('office.invite')}</summary>
      <SessionForm
        action={t.text('office.invite')}
        work={(signal) =>
          inviteAccount({ email, name, tenant, roles: [{ role, tenant }] }, { language: t.language, signal })
        }
        onDone={() => {
          setEmail('');
          setName('');
          onInvited();
        }}
      >
        <TextField label={t.text('account.email')} type="email" value={email} onValue={setEmail} />
        <TextField label={t.text('account.name')} value={name} onValue={setName} />
        <SelectField
          label={t.text('party.office')}
          value={tenant}
          onValue={setTenant}
          options={offices.map((office) => [office.id, office.name])}
        />
        <SelectField
          label={t.text('office.role')}
          value={role}
          onValue={setRole}
          options={STAFF_ROLES.map((each) => [each, t.text(`role.${each}`)])}
        />
      </SessionForm>
    </details>
  );
}
