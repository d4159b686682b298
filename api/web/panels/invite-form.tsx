import { useCallback, useState } from 'react';
import type { AdvisersView } from '../../schemas/opinion.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { type Capacity, inviteOpinions, listAdvisers } from '../api-client/panels.ts';
import type { Common } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { useTranslator } from '../language/language-context.tsx';

interface InviteFormProps {
  readonly id: string;
  readonly capacities: readonly Capacity[];
  readonly onInvited: () => void;
}

/** Asking people of the office for their opinion; whoever is tied to a party is shown, and cannot be asked. */
export function InviteForm({ id, capacities, onInvited }: InviteFormProps) {
  const t = useTranslator();
  const [capacity, setCapacity] = useState<Capacity>(capacities[0] ?? 'expert-panel');
  const load = useCallback((common: Common) => listAdvisers(id, capacity, common), [id, capacity]);
  const { value, problem, reload } = useLoaded<AdvisersView>(load);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const advisers = value?.advisers ?? [];
  return (
    <details className="disclosure">
      <summary>{t.text('panel.invite')}</summary>
      <LoadProblem problem={problem} onRetry={reload} />
      <SessionForm
        action={t.text('panel.inviteChosen', { count: chosen.length })}
        work={(signal) => inviteOpinions(id, { capacity, accounts: chosen }, { language: t.language, signal })}
        onDone={() => {
          setChosen([]);
          reload();
          onInvited();
        }}
      >
        <SelectField
          label={t.text('panel.capacity')}
          value={capacity}
          onValue={(next) => {
            setCapacity(next as Capacity);
            setChosen([]);
          }}
          options={capacities.map((one) => [one, t.text(`capacity.${one}`)])}
        />
        <fieldset className="panel-people">
          <legend>{t.text('panel.people')}</legend>
          {advisers.length === 0 && <p className="quiet">{t.text('panel.noPeople')}</p>}
          {advisers.map(({ account, name, asked, tied }) => (
            <label key={account} className="check-option">
              <input
                type="checkbox"
                disabled={asked || tied}
                checked={asked || chosen.includes(account)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, account] : chosen.filter((one) => one !== account))
                }
              />
              {name ?? account}
              {asked && <span className="quiet">{t.text('panel.asked')}</span>}
              {tied && <span className="quiet">{t.text('panel.tied')}</span>}
            </label>
          ))}
        </fieldset>
      </SessionForm>
    </details>
  );
}
