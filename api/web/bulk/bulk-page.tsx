import { useState } from 'react';
import { PartyField } from '../account/party-field.tsx';
import { useSession } from '../account/session-context.tsx';
import { SignInForm } from '../account/sign-in-form.tsx';
import { createBatch } from '../api-client/bulk.ts';
import { listParties, type Party } from '../api-client/parties.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { FileField } from '../forms/file-field.tsx';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { BatchRows } from './batch-rows.tsx';
import { type BulkState, NO_BULK } from './bulk-state.ts';
import { FileBatch } from './file-batch.tsx';
import { ManifestGuide } from './manifest-guide.tsx';

/** Many applications at once: a manifest, then their pictures, then filing them all. */
export function BulkPage() {
  const t = useTranslator();
  const { session } = useSession();
  const { value: bulk, change } = useTyped<BulkState>('bulk', NO_BULK);
  return (
    <div className="registration-page">
      <PageHeading title={t.text('bulk.title')} lead={t.text('bulk.lead')} />
      <p>
        <a href={hrefOf({ page: 'applications' })}>{t.text('bulk.toApplications')}</a>
      </p>
      {session?.signedIn === false && <SignInForm />}
      {bulk.rows.length === 0 ? (
        <ManifestForm bulk={bulk} onChange={change} />
      ) : (
        <>
          <FileBatch bulk={bulk} onChange={change} />
          <BatchRows bulk={bulk} />
          <div className="button-row">
            <button
              type="button"
              className="plain-button"
              onClick={() => change({ fileName: '', text: '', rows: [], progress: {} })}
            >
              {t.text('bulk.another')}
            </button>
          </div>
        </>
      )}
    </div>
  );
}

interface ManifestFormProps {
  readonly bulk: BulkState;
  readonly onChange: (part: Partial<BulkState>) => void;
}

function ManifestForm({ bulk, onChange }: ManifestFormProps) {
  const t = useTranslator();
  const [unread, setUnread] = useState(false);
  const parties = useLoaded<{ parties: readonly Party[] }>(listParties).value?.parties ?? [];
  const read = (file: File | null): void => {
    setUnread(false);
    file?.text().then(
      (text) => onChange({ text, fileName: file.name }),
      () => setUnread(true),
    );
  };
  const { party, mode, text, fileName } = bulk;
  const format = fileName.toLowerCase().endsWith('.jsonl') || text.trimStart().startsWith('{') ? 'jsonl' : 'csv';
  return (
    <>
      <SessionForm
        action={t.text('bulk.read')}
        work={(signal) => createBatch({ party, mode, format, text }, { language: t.language, signal })}
        onDone={({ rows }) => onChange({ rows, progress: {} })}
      >
        <PartyField parties={parties} value={party} onValue={(next) => onChange({ party: next })} />
        <FileField
          label={t.text('bulk.manifest')}
          hint={fileName === '' ? t.text('bulk.manifestHint') : t.text('bulk.chosen', { name: fileName })}
          accept=".csv,.jsonl,text/csv"
          onFile={read}
        />
        {unread && <p role="alert">{t.text('bulk.unreadable')}</p>}
        <SelectField
          label={t.text('bulk.mode')}
          value={mode}
          onValue={(next) => onChange({ mode: next as BulkState['mode'] })}
          options={[
            ['rest', t.text('bulk.mode.rest')],
            ['all-or-nothing', t.text('bulk.mode.all-or-nothing')],
          ]}
        />
      </SessionForm>
      <ManifestGuide />
    </>
  );
}
