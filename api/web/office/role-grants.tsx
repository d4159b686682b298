import { useState } from 'react';
import type { AccountFileView } from '../../schemas/account.ts';
import { STAFF_ROLES } from '../../services/access/roles.ts';
import { useSession } from '../account/session-context.tsx';
import { grantRole, revokeRole, type Tenant } from '../api-client/accounts.ts';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import type { ColleagueSectionProps } from './colleague-page.tsx';

type Grant = AccountFileView['grants'][number];
/** What the list of offices says for a role in every one of them. */
const EVERYWHERE = 'every-office';

interface RoleGrantsProps extends ColleagueSectionProps {
  readonly offices: readonly Tenant[];
}

/** Roles in force, each with the way to end it; a form for another one; and those that have ended, with who ended them. */
export function RoleGrants({ file, offices, onChanged }: RoleGrantsProps) {
  const t = useTranslator();
  const inForce = file.grants.filter(({ revokedAt }) => revokedAt === null);
  const ended = file.grants.filter(({ revokedAt }) => revokedAt !== null);
  const officeOf = (tenant: string | null): string =>
    tenant === null ? t.text('grant.everywhere') : (offices.find(({ id }) => id === tenant)?.name ?? tenant);
  const whatOf = (grant: Grant): string => `${t.text(`role.${grant.role}`)} · ${officeOf(grant.tenant)}`;
  const whoOf = (side: Grant['grantedBy']): string => side.name ?? side.id;
  return (
    <section className="panel" aria-label={t.text('grant.title')}>
      <h2>{t.text('grant.title')}</h2>
      {inForce.length === 0 && <p className="quiet">{t.text('grant.none')}</p>}
      <ul className="account-list">
        {inForce.map((grant) => (
          <li key={`${grant.role} ${grant.tenant}`}>
            <span>
              {whatOf(grant)}{' '}
              <span className="quiet">
                {t.text('grant.since', { date: t.date(grant.grantedAt), by: whoOf(grant.grantedBy) })}
              </span>
            </span>
            <EndRole account={file.id} grant={grant} what={whatOf(grant)} onEnded={onChanged} />
          </li>
        ))}
      </ul>
      {file.status !== 'erased' && <GrantForm account={file.id} offices={offices} onGranted={onChanged} />}
      {ended.length > 0 && (
        <details className="disclosure">
          <summary>{t.text('grant.ended', { count: ended.length })}</summary>
          <ul className="account-list">
            {ended.map((grant) => (
              <li key={`${grant.role} ${grant.tenant} ${grant.grantedAt}`}>
                <span>
                  {whatOf(grant)}{' '}
                  <span className="quiet">
                    {t.text('grant.since', { date: t.date(grant.grantedAt), by: whoOf(grant.grantedBy) })}{' '}
                    {grant.revokedAt !== null &&
                      grant.revokedBy !== null &&
                      t.text('grant.endedOn', { date: t.date(grant.revokedAt), by: whoOf(grant.revokedBy) })}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface EndRoleProps {
  readonly account: string;
  readonly grant: Grant;
  readonly what: string;
  readonly onEnded: () => void;
}

function EndRole({ account, grant: { role, tenant }, what, onEnded }: EndRoleProps) {
  const t = useTranslator();
  const [reason, setReason] = useState('');
  return (
    <details>
      <summary>{t.text('grant.end', { what })}</summary>
      <SessionForm
        danger
        action={t.text('grant.endNow')}
        work={(signal) => revokeRole(account, { role, tenant }, reason, { language: t.language, signal })}
        onDone={onEnded}
      >
        <TextField label={t.text('office.reason')} value={reason} onValue={setReason} />
      </SessionForm>
    </details>
  );
}

interface GrantFormProps {
  readonly account: string;
  readonly offices: readonly Tenant[];
  readonly onGranted: () => void;
}

function GrantForm({ account, offices, onGranted }: GrantFormProps) {
  const t = useTranslator();
  const { session } = useSession();
  const [role, setRole] = useState('');
  const [office, setOffice] = useState('');
  const grants = session?.signedIn ? session.staff.filter((grant) => grant.role === 'administrator') : [];
  const everywhere = grants.some(({ tenant }) => tenant === null);
  const within = everywhere ? offices : offices.filter(({ id }) => grants.some(({ tenant }) => tenant === id));
  return (
    <details className="disclosure">
      <summary>{t.text('grant.add')}</summary>
      <SessionForm
        action={t.text('grant.addNow')}
        work={(signal) =>
          grantRole(account, { role, tenant: office === EVERYWHERE ? null : office }, { language: t.language, signal })
        }
        onDone={() => {
          setRole('');
          onGranted();
        }}
      >
        <SelectField
          label={t.text('office.role')}
          value={role}
          onValue={setRole}
          options={STAFF_ROLES.map((each) => [each, t.text(`role.${each}`)])}
        />
        <SelectField
          label={t.text('party.office')}
          value={office}
          onValue={setOffice}
          options={[
            ...within.map(({ id, name }) => [id, name] as const),
            ...(everywhere ? [[EVERYWHERE, t.text('grant.everywhere')] as const] : []),
          ]}
        />
        <p className="quiet">{t.text('grant.factor')}</p>
      </SessionForm>
    </details>
  );
}
