import { useState } from 'react';
import { endAttorney, type PartyFile, paperUrl } from '../api-client/parties.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { GrantAttorney } from './grant-attorney.tsx';
import type { PartySectionProps } from './identity-section.tsx';

type Power = PartyFile['attorneys'][number];

/** Powers of attorney: those that the party has given, and those by which it acts for others. */
export function AttorneysSection({ file, manages, onChanged }: PartySectionProps) {
  const t = useTranslator();
  const given = file.attorneys.filter(({ principal }) => principal === file.id);
  const held = file.attorneys.filter(({ agent }) => agent === file.id);
  return (
    <section className="panel" aria-label={t.text('attorney.title')}>
      <h2>{t.text('attorney.title')}</h2>
      <p className="quiet">{t.text('attorney.lead')}</p>
      {given.length + held.length === 0 && <p className="quiet">{t.text('attorney.none')}</p>}
      {(
        [
          ['attorney.given', given],
          ['attorney.held', held],
        ] as const
      ).map(
        ([heading, powers]) =>
          powers.length > 0 && (
            <div key={heading}>
              <h3>{t.text(heading)}</h3>
              <ul className="account-list">
                {powers.map((power) => (
                  <li key={power.id}>
                    <OnePower power={power} own={file.id} />
                    {manages && standingOf(power) !== 'ended' && <EndPower power={power} onEnded={onChanged} />}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
      {manages && <GrantAttorney principal={file.id} onGranted={onChanged} />}
    </section>
  );
}

function standingOf({ startsAt, endsAt, revokedAt }: Power): 'in-force' | 'to-come' | 'ended' {
  const now = new Date().toISOString();
  if (revokedAt !== null || endsAt <= now) return 'ended';
  return startsAt > now ? 'to-come' : 'in-force';
}

function OnePower({ power, own }: { readonly power: Power; readonly own: string }) {
  const t = useTranslator();
  const { principal, principalName, agent, agentName, startsAt, endsAt, revokedAt, document } = power;
  const other = principal === own ? (agentName ?? agent) : (principalName ?? principal);
  return (
    <div>
      <p>
        <strong>{other}</strong> <span className="state-tag">{t.text(`attorney.${standingOf(power)}`)}</span>
      </p>
      <p className="quiet">
        {t.date(startsAt)} – {t.date(endsAt)}
        {revokedAt !== null && ` · ${t.text('attorney.revokedOn', { date: t.date(revokedAt) })}`}
      </p>
      {principal === own && (
        <p>
          <a href={paperUrl(own, document)} download>
            {t.text('attorney.paper')}
          </a>
        </p>
      )}
    </div>
  );
}

function EndPower({ power, onEnded }: { readonly power: Power; readonly onEnded: () => void }) {
  const t = useTranslator();
  const [reason, setReason] = useState('');
  return (
    <details className="disclosure">
      <summary>{t.text('attorney.end')}</summary>
      <SessionForm
        danger
        action={t.text('attorney.endNow')}
        work={(signal) => endAttorney(power.id, reason, { language: t.language, signal })}
        onDone={onEnded}
      >
        <TextField label={t.text('office.reason')} value={reason} onValue={setReason} />
      </SessionForm>
    </details>
  );
}
