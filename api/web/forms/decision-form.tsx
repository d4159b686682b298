import { useId } from 'react';
import { REASONS, type ReasonedEvent } from '../../registration/reasons.ts';
import { useTranslator } from '../language/language-context.tsx';

/** A way to decide: what it is called, the reasons it is chosen from, and what it does. */
export interface Choice {
  readonly event: ReasonedEvent;
  readonly take: () => void;
  readonly main?: boolean;
  /** What its button says, where that is not the event itself. */
  readonly label?: string;
}

/** What a decision consists of besides its outcome. */
export interface DecisionNote {
  readonly reason: string;
  readonly text: string;
}

interface DecisionFormProps {
  readonly choices: readonly Choice[];
  readonly note: DecisionNote;
  readonly onChange: (part: Partial<DecisionNote>) => void;
  readonly running: boolean;
  /** What is decided, where it is not the case itself. */
  readonly title?: string;
}

/** A listed reason, a text of one's own, and the decisions that this state admits. */
export function DecisionForm({ choices, note, onChange, running, title }: DecisionFormProps) {
  const t = useTranslator();
  const heading = title ?? t.text('decision.title');
  const reasonId = useId();
  const textId = useId();
  const complete = note.reason !== '' && note.text.trim() !== '';
  const admits = ({ event }: Choice): boolean => (REASONS[event] as readonly string[]).includes(note.reason);
  return (
    <section className="panel decision" aria-label={heading}>
      <h2>{heading}</h2>
      <div className="field">
        <label htmlFor={reasonId}>{t.text('decision.reason')}</label>
        <select id={reasonId} value={note.reason} onChange={(event) => onChange({ reason: event.target.value })}>
          <option value="">{t.text('form.choose')}</option>
          {choices.map(({ event }) => (
            <optgroup key={event} label={t.text(`caseEvent.${event}`)}>
              {REASONS[event].map((code) => (
                <option key={code} value={code}>
                  {t.text(`listedReason.${code}`)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={textId}>{t.text('decision.text')}</label>
        <textarea id={textId} rows={5} value={note.text} onChange={(event) => onChange({ text: event.target.value })} />
      </div>
      <div className="button-row">
        {choices.map((choice) => (
          <button
            key={choice.event}
            type="button"
            className={choice.main ? 'main-button' : 'plain-button'}
            disabled={running || !complete || !admits(choice)}
            onClick={choice.take}
          >
            {choice.label ?? t.text(`caseEvent.${choice.event}`)}
          </button>
        ))}
      </div>
    </section>
  );
}
