import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { PatternDetails } from '../../schemas/pattern.ts';
import { useTranslator } from '../language/language-context.tsx';
import { ACCEPTED } from '../pictures/picture-intake.tsx';
import { AdditionList } from './addition-list.tsx';
import { TokenField } from './token-field.tsx';
import { useAdditions } from './use-additions.ts';
import { useWriteToken } from './use-write-token.ts';

interface StatedDetails {
  readonly owner: string;
  readonly registrationNumber: string;
  readonly created: string;
}

const NOTHING_STATED: StatedDetails = { owner: '', registrationNumber: '', created: '' };

function detailsOf(stated: StatedDetails): PatternDetails {
  const owner = stated.owner.trim();
  const registrationNumber = stated.registrationNumber.trim();
  return {
    ...(owner === '' ? {} : { owner }),
    ...(registrationNumber === '' ? {} : { registrationNumber }),
    ...(stated.created === ''
      ? {}
      : { dates: [{ kind: 'created' as const, date: stated.created, evidence: 'stated' as const }] }),
  };
}

/** Adds pictures to the library, several at once, each with its own outcome. */
export function AddPatterns({ onAdded }: { readonly onAdded: () => void }) {
  const t = useTranslator();
  const additions = useAdditions();
  const [token, setToken] = useWriteToken();
  const [stated, setStated] = useState(NOTHING_STATED);
  const chooser = useRef<HTMLInputElement>(null);
  const [ownerId, numberId, createdId] = [useId(), useId(), useId()];
  const open = additions.list.filter(({ progress }) => progress.state === 'waiting' || progress.state === 'failed');

  useEffect(() => {
    if (additions.unauthorized) setToken(null);
  }, [additions.unauthorized, setToken]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (token === null) return;
    await additions.start(detailsOf(stated), token, t.language);
    onAdded();
  };
  const change = (part: Partial<StatedDetails>): void => setStated((before) => ({ ...before, ...part }));

  return (
    <details className="add-patterns disclosure">
      <summary>{t.text('library.add')}</summary>
      <p className="quiet">{t.text('add.lead')}</p>
      <TokenField token={token} onToken={setToken} />
      {additions.unauthorized && (
        <p className="field-fault" role="alert">
          {t.text('problem.token-invalid')}
        </p>
      )}
      <form onSubmit={(event) => void submit(event)}>
        <fieldset className="stated-details">
          <legend>{t.text('add.forAll')}</legend>
          <div className="stated-grid">
            <label htmlFor={ownerId}>{t.text('add.owner')}</label>
            <input
              id={ownerId}
              type="text"
              maxLength={200}
              value={stated.owner}
              onChange={(event) => change({ owner: event.target.value })}
            />
            <label htmlFor={numberId}>{t.text('add.number')}</label>
            <input
              id={numberId}
              type="text"
              maxLength={100}
              value={stated.registrationNumber}
              onChange={(event) => change({ registrationNumber: event.target.value })}
            />
            <label htmlFor={createdId}>{t.text('add.created')}</label>
            <input
              id={createdId}
              type="date"
              value={stated.created}
              onChange={(event) => change({ created: event.target.value })}
            />
          </div>
        </fieldset>
        <input
          ref={chooser}
          hidden
          type="file"
          multiple
          accept={ACCEPTED}
          onChange={(event) => {
            additions.choose([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <AdditionList additions={additions} />
        <div className="button-row">
          <button type="button" className="plain-button" onClick={() => chooser.current?.click()}>
            {t.text('add.files')}
          </button>
          {open.length > 0 && !additions.running && (
            <button type="submit" className="main-button" disabled={token === null}>
              {t.count('add.start', open.length)}
            </button>
          )}
          {additions.running && (
            <button type="button" className="plain-button" onClick={additions.stop}>
              {t.text('add.stop')}
            </button>
          )}
        </div>
      </form>
    </details>
  );
}
