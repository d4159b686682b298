import { useState } from 'react';
import { LINK_KINDS } from '../../registration/link-kinds.ts';
import type { LinkView } from '../../schemas/party.ts';
import { declareLink, endLink, listLinks } from '../api-client/parties.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { hrefOf } from '../shell/route.ts';
import { LoadProblem } from './load-problem.tsx';

const EMPTY = { party: '', kind: '', note: '' };

/** What ties oneself to persons and firms (回避): whoever is tied to a party takes no part in deciding its matters. */
export function TiesPage({ party }: { readonly party: string | null }) {
  const t = useTranslator();
  const { value, problem, reload } = useLoaded(listLinks);
  const links = value?.links ?? [];
  return (
    <div className="registration-page">
      <PageHeading title={t.text('tie.title')} lead={t.text('tie.lead')} />
      <p>
        <a href={hrefOf({ page: 'account' })}>{t.text('party.toAccount')}</a>
      </p>
      <LoadProblem problem={problem} onRetry={reload} />
      <section className="panel" aria-label={t.text('tie.declared')}>
        <h2>{t.text('tie.declared')}</h2>
        {value !== null && links.length === 0 && <p className="quiet">{t.text('tie.none')}</p>}
        <ul className="account-list">
          {links.map((link) => (
            <DeclaredTie key={link.id} link={link} onEnded={reload} />
          ))}
        </ul>
      </section>
      <section className="panel" aria-label={t.text('tie.declare')}>
        <h2>{t.text('tie.declare')}</h2>
        <TieForm party={party} onDeclared={reload} />
      </section>
    </div>
  );
}

function TieForm({ party, onDeclared }: { readonly party: string | null; readonly onDeclared: () => void }) {
  const t = useTranslator();
  const { value: typed, change, clear } = useTyped(`tie ${party ?? ''}`, EMPTY);
  const named = typed.party || (party ?? '');
  return (
    <SessionForm
      action={t.text('tie.declareNow')}
      work={(signal) =>
        declareLink(
          { party: named.trim(), kind: typed.kind, note: typed.note.trim() || null },
          { language: t.language, signal },
        )
      }
      onDone={() => {
        clear();
        onDeclared();
      }}
    >
      <TextField
        label={t.text('tie.party')}
        hint={t.text('tie.partyHint')}
        value={named}
        onValue={(next) => change({ party: next })}
      />
      <SelectField
        label={t.text('tie.kind')}
        value={typed.kind}
        onValue={(kind) => change({ kind })}
        options={LINK_KINDS.map((kind) => [kind, t.text(`tie-${kind}`)])}
      />
      <TextField
        label={t.text('tie.note')}
        hint={t.text('tie.noteHint')}
        required={false}
        value={typed.note}
        onValue={(note) => change({ note })}
      />
    </SessionForm>
  );
}

function DeclaredTie({ link, onEnded }: { readonly link: LinkView; readonly onEnded: () => void }) {
  const t = useTranslator();
  const [reason, setReason] = useState('');
  const name = link.partyName ?? link.party;
  return (
    <li>
      <span>
        {name} <span className="state-tag">{t.text(`tie-${link.kind}`)}</span>{' '}
        <span className="quiet">
          {link.note !== null && `${link.note} · `}
          {t.text('tie.since', { date: t.date(link.declaredAt) })}
        </span>
      </span>
      <details>
        <summary>{t.text('tie.end', { name })}</summary>
        <SessionForm
          danger
          action={t.text('tie.endNow')}
          work={(signal) => endLink(link.id, reason, { language: t.language, signal })}
          onDone={onEnded}
        >
          <TextField label={t.text('office.reason')} value={reason} onValue={setReason} />
        </SessionForm>
      </details>
    </li>
  );
}
