import { useState } from 'react';
import { addMember, removeMember } from '../api-client/parties.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { TickField } from '../forms/tick-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import type { PartySectionProps } from './identity-section.tsx';

/** Who belongs to a firm or workstation; those who manage it add and remove others. */
export function MembersSection({ file, manages, onChanged }: PartySectionProps) {
  const t = useTranslator();
  const { language } = t;
  const [email, setEmail] = useState('');
  const [asManager, setAsManager] = useState(false);
  return (
    <section className="panel" aria-label={t.text('members.title')}>
      <h2>{t.text('members.title')}</h2>
      <ul className="account-list">
        {file.members.map(({ account, name, manages: managing }) => (
          <li key={account}>
            <span>
              {name ?? account} {managing && <span className="quiet">{t.text('members.manages')}</span>}
            </span>
            {manages && (
              <SessionForm
                danger
                action={t.text('members.remove', { name: name ?? account })}
                work={(signal) => removeMember(file.id, account, { language, signal })}
                onDone={onChanged}
              />
            )}
          </li>
        ))}
      </ul>
      {manages && (
        <details className="disclosure">
          <summary>{t.text('members.add')}</summary>
          <SessionForm
            action={t.text('members.add')}
            work={(signal) => addMember(file.id, { email, manages: asManager }, { language, signal })}
            onDone={() => {
              setEmail('');
              setAsManager(false);
              onChanged();
            }}
          >
            <TextField
              label={t.text('members.email')}
              hint={t.text('members.emailHint')}
              type="email"
              value={email}
              onValue={setEmail}
            />
            <TickField label={t.text('members.asManager')} value={asManager} onValue={setAsManager} />
          </SessionForm>
        </details>
      )}
    </section>
  );
}
