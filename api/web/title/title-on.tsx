import { useCallback, useState } from 'react';
import type { TitleView } from '../../schemas/application.ts';
import { type Common, readTitle } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { TitleChain } from './title-chain.tsx';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Holders and chain on a day that can be chosen; today at first. */
export function TitleOn({ id }: { readonly id: string }) {
  const t = useTranslator();
  const [typed, setTyped] = useState('');
  const day = DAY.test(typed) ? typed : '';
  const load = useCallback((common: Common) => readTitle(id, day, common), [id, day]);
  const { value, problem, reload } = useLoaded<TitleView>(load);
  return (
    <section className="panel" aria-label={t.text('notice.chain')}>
      <h2>{t.text('notice.chain')}</h2>
      <TextField
        label={t.text('title.on')}
        hint={t.text('title.onHint')}
        inputMode="numeric"
        required={false}
        value={typed}
        onValue={setTyped}
      />
      {problem !== null && <ProblemNotice problem={problem} onRetry={reload} />}
      {value !== null && (
        <>
          <h3 aria-live="polite">{t.text('title.holdersOn', { date: t.date(value.on) })}</h3>
          {value.holders.length === 0 && <p className="quiet-notice">{t.text('title.nobody')}</p>}
          <ul className="rights-holders">
            {value.holders.map(({ holder, name, share }) => (
              <li key={holder}>
                {name} <span className="number">{share}</span>
              </li>
            ))}
          </ul>
          <TitleChain title={value} />
        </>
      )}
    </section>
  );
}
