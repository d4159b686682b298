import type { CaseFileView } from '../../schemas/application.ts';
import { useSession } from '../account/session-context.tsx';
import { takeStep } from '../api-client/registration-endpoints.ts';
import { LongTextField } from '../forms/long-text-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';

const NOTHING = { text: '' };

interface ApplicantActsProps {
  readonly file: CaseFileView;
  readonly onChanged: () => void;
}

/** What those who filed an application can still do about it: take it back, or appeal. */
export function ApplicantActs({ file, onChanged }: ApplicantActsProps) {
  const t = useTranslator();
  const { session } = useSession();
  const { application, possible } = file;
  const { value, change, clear } = useTyped(`applicant.${application.id}`, NOTHING);
  const files = session?.signedIn === true && session.parties.some(({ party }) => party === application.party);
  const act = possible.includes('appeal') ? 'appeal' : possible.includes('withdraw') ? 'withdraw' : null;
  if (!files || act === null) return null;
  const title = t.text(`case.${act}`);
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <SessionForm
        danger={act === 'withdraw'}
        action={title}
        work={(signal) =>
          act === 'appeal'
            ? takeStep(application.id, 'appeal', { grounds: value.text }, { language: t.language, signal })
            : takeStep(application.id, 'withdrawal', { note: value.text }, { language: t.language, signal })
        }
        onDone={() => {
          clear();
          onChanged();
        }}
      >
        <LongTextField
          label={t.text('case.grounds')}
          rows={3}
          value={value.text}
          onValue={(text) => change({ text })}
        />
      </SessionForm>
    </section>
  );
}
