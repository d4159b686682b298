import { useRef, useState } from 'react';
import { addPaper, grantAttorney } from '../api-client/parties.ts';
import { instantInChina } from '../forms/china-day.ts';
import { FileField } from '../forms/file-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PAPER_TYPES } from './identity-section.tsx';

const NOTHING = { agent: '', from: '', until: '' };

interface GrantAttorneyProps {
  readonly principal: string;
  readonly onGranted: () => void;
}

/** Lets an agent or workstation act for the party, by a paper and for a time that ends. */
export function GrantAttorney({ principal, onGranted }: GrantAttorneyProps) {
  const t = useTranslator();
  const { language } = t;
  const { value, change, clear } = useTyped(`attorney.${principal}`, NOTHING);
  const [paper, setPaper] = useState<File | null>(null);
  // A paper that was taken is not sent again when the rest is refused.
  const taken = useRef<{ readonly file: File; readonly id: string } | null>(null);
  const grant = async (signal: AbortSignal): Promise<unknown> => {
    if (paper !== null && taken.current?.file !== paper) {
      const { id } = await addPaper(principal, paper, 'power-of-attorney', { language, signal });
      taken.current = { file: paper, id };
    }
    const span = { startsAt: instantInChina(value.from, '00:00:00'), endsAt: instantInChina(value.until, '23:59:59') };
    const power = { agent: value.agent.trim(), document: taken.current?.id ?? '', ...span };
    return grantAttorney(principal, power, { language, signal });
  };
  return (
    <details className="disclosure">
      <summary>{t.text('attorney.grant')}</summary>
      <SessionForm
        action={t.text('attorney.grant')}
        work={grant}
        onDone={() => {
          clear();
          taken.current = null;
          onGranted();
        }}
      >
        <TextField
          label={t.text('attorney.agent')}
          hint={t.text('attorney.agentHint')}
          value={value.agent}
          onValue={(agent) => change({ agent })}
        />
        <FileField
          label={t.text('attorney.paper')}
          hint={t.text('party.paperHint')}
          accept={PAPER_TYPES}
          onFile={setPaper}
        />
        <TextField
          label={t.text('attorney.from')}
          hint={t.text('transfer.dayHint')}
          inputMode="numeric"
          value={value.from}
          onValue={(from) => change({ from })}
        />
        <TextField
          label={t.text('attorney.until')}
          hint={t.text('attorney.untilHint')}
          inputMode="numeric"
          value={value.until}
          onValue={(until) => change({ until })}
        />
      </SessionForm>
    </details>
  );
}
