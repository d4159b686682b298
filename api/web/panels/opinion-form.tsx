import { useId } from 'react';
import { PANELS, VOTES, type Vote } from '../../registration/panel.ts';
import { type Capacity, giveOpinion } from '../api-client/panels.ts';
import { LongTextField } from '../forms/long-text-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';

const NOTHING = { conflict: '' as '' | 'none' | 'tied', conflictNote: '', vote: '' as Vote | '', statement: '' };

interface OpinionFormProps {
  readonly id: string;
  readonly capacity: Capacity;
  readonly onGiven: () => void;
}

/** One's opinion: first what ties one to a party, then the vote where there is none, and the reasons. It is given once. */
export function OpinionForm({ id, capacity, onGiven }: OpinionFormProps) {
  const t = useTranslator();
  const { value, change, clear } = useTyped(`opinion.${id}.${capacity}`, NOTHING);
  const { conflict, conflictNote, vote, statement } = value;
  const title = t.text('opinion.title', { capacity: t.text(`capacity.${capacity}`) });
  const votes = (PANELS as readonly string[]).includes(capacity) && conflict === 'none';
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="quiet">{t.text('opinion.lead')}</p>
      <SessionForm
        action={t.text('opinion.sign')}
        work={(signal) =>
          giveOpinion(
            id,
            {
              capacity,
              conflict: conflict === 'tied',
              statement,
              ...(conflict === 'tied' && { conflictNote }),
              ...(votes && vote !== '' && { vote }),
            },
            { language: t.language, signal },
          )
        }
        onDone={() => {
          clear();
          onGiven();
        }}
      >
        <Choice
          legend={t.text('opinion.conflict')}
          options={[
            ['none', t.text('opinion.conflictNone')],
            ['tied', t.text('opinion.conflictTied')],
          ]}
          value={conflict}
          onValue={(next) => change({ conflict: next })}
        />
        {conflict === 'tied' && (
          <TextField
            label={t.text('opinion.conflictNote')}
            value={conflictNote}
            onValue={(next) => change({ conflictNote: next })}
          />
        )}
        {votes && (
          <Choice
            legend={t.text('opinion.vote')}
            options={VOTES.map((one) => [one, t.text(`vote.${one}`)])}
            value={vote}
            onValue={(next) => change({ vote: next })}
          />
        )}
        <LongTextField
          label={t.text(conflict === 'tied' ? 'opinion.remark' : 'opinion.statement')}
          value={statement}
          onValue={(next) => change({ statement: next })}
        />
      </SessionForm>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T | '';
  readonly onValue: (value: T) => void;
}

function Choice<T extends string>({ legend, options, value, onValue }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([code, text]) => (
        <label key={code} className="check-option">
          <input
            type="radio"
            required
            name={name}
            value={code}
            checked={value === code}
            onChange={() => onValue(code)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
