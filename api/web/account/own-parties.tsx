import { useId, useState } from 'react';
import { addPaper, createParty, listParties, listTenants, type Party, submitIdentity } from '../api-client/accounts.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useTranslator } from '../language/language-context.tsx';
import { ActionForm } from './action-form.tsx';
import { SelectField } from './select-field.tsx';
import { useSession } from './session-context.tsx';
import { TextField } from './text-field.tsx';

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
          <OwnParty key={party.id} party={party} onChange={reload} />
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

function OwnParty({ party, onChange }: { readonly party: Party; readonly onChange: () => void }) {
  const t = useTranslator();
  const { language } = t;
  const fileId = useId();
  const [file, setFile] = useState<File | null>(null);
  const isOpen = party.verification === 'unverified' || party.verification === 'refused';
  return (
    <li>
      <span>
        {party.name} <span className="quiet">{t.text(`party.${party.verification}`)}</span>
      </span>
      {isOpen && (
        <ActionForm
          action={t.text('party.submit')}
          work={async (signal) => {
            if (file !== null) await addPaper(party.id, file, { language, signal });
            await submitIdentity(party.id, { language, signal });
          }}
          onDone={onChange}
        >
          <div className="account-field">
            <label htmlFor={fileId}>{t.text('party.paper')}</label>
            <input
              id={fileId}
              type="file"
              accept="application/pdf,image/jpeg,image/png"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          </div>
        </ActionForm>
      )}
    </li>
  );
}
