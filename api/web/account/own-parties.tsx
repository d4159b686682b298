import { useState } from 'react';
import { listTenants } from '../api-client/accounts.ts';
import { createParty, listParties } from '../api-client/parties.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { ActionForm } from '../forms/action-form.tsx';
import { SelectField } from '../forms/select-field.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';
import { useSession } from './session-context.tsx';

const KINDS = ['person', 'firm', 'workstation'] as const;

/** Persons and firms that one applies for, and the proof of who they are. */
export function OwnParties() {
  const t = useTranslator();
  const { language } = t;
  const { refresh } = useSession();
  const { value, reload } = useLoaded(listParties);
  const offices = useLoaded(listTenants).value?.tenants ?? [];
  const [kind, setKind] = useState<string>('firm');
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [tenant, setTenant] = useState('');
  const isPerson = kind === 'person';
  const numbers = { creditCode: isPerson ? null : number || null, residentId: isPerson ? number || null : null };
  return (
    <section className="account-section" aria-labelledby="parties">
      <h2 id="parties">{t.text('party.title')}</h2>
      <ul className="account-list">
        {(value?.parties ?? []).map((party) => (
          <li key={party.id}>
            <span>
              <a href={hrefOf({ page: 'party', id: party.id })}>{party.name}</a>{' '}
              <span className="quiet">{t.lookUp(`party.${party.kind}`)}</span>
            </span>
            <span className="state-tag">{t.text(`party.${party.verification}`)}</span>
          </li>
        ))}
      </ul>
      <details className="account-more">
        <summary>{t.text('party.add')}</summary>
        <ActionForm
          action={t.text('party.add')}
          work={(signal) => createParty({ kind, name, tenant, ...numbers }, { language, signal })}
          onDone={() => {
            setName('');
            setNumber('');
            refresh();
            reload();
          }}
        >
          <SelectField
            label={t.text('party.kind')}
            value={kind}
            onValue={setKind}
            options={KINDS.map((each) => [each, t.text(`party.${each}`)])}
          />
          <TextField label={t.text('party.name')} value={name} onValue={setName} />
          <TextField
            label={t.text(isPerson ? 'party.residentId' : 'party.creditCode')}
            autoComplete="off"
            hint={t.text('party.numberHint')}
            value={number}
            onValue={setNumber}
          />
          <SelectField
            label={t.text('party.office')}
            value={tenant}
            onValue={setTenant}
            options={offices.map((office) => [office.id, office.name])}
          />
        </ActionForm>
      </details>
    </section>
  );
}
