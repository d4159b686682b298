import type { CertificateStatus } from '../../proof/certificate.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import type { CaseEvent } from '../../store/applications/case-rows.ts';
import type { CertificateRow } from '../../store/certificate-rows.ts';

/** Steps after which a registration says something else than before. */
const CHANGES_CONTENT: ReadonlySet<string> = new Set([
  'pre-register',
  'register',
  'panel-grant',
  'correct',
  'transfer',
]);

const BY_STATE: Readonly<Record<string, CertificateStatus>> = {
  cancelled: 'revoked',
  expired: 'expired',
  lapsed: 'lapsed',
  converted: 'converted',
};

export interface Standing {
  readonly status: CertificateStatus;
  /** When it ceased to be the one in force; null while it is. */
  readonly since: Date | null;
  /** The certificate to go by in its place. */
  readonly replacedBy: string | null;
}

/** Place of the last event that changed what the registration says; undefined before there is one. */
export function contentEvent(events: readonly CaseEvent[]): number | undefined {
  const last = events.findLastIndex(({ event }) => CHANGES_CONTENT.has(event));
  return last < 0 ? undefined : last;
}

/** `all`: every certificate of the case, oldest first. */
export function standingOf(
  certificate: CertificateRow,
  {
    row,
    events,
    all,
  }: { readonly row: ApplicationRow; readonly events: readonly CaseEvent[]; readonly all: readonly CertificateRow[] },
): Standing {
  const later = all.filter(
    ({ issuedAt, language }) => issuedAt > certificate.issuedAt && language === certificate.language,
  );
  const newest = later.at(-1);
  const ended = BY_STATE[row.state];
  if (ended !== undefined) return { status: ended, since: endOf(row, events), replacedBy: null };
  const changed = events.findIndex(({ event }, i) => i > certificate.eventOrdinal && CHANGES_CONTENT.has(event));
  if (changed >= 0) return { status: 'superseded', since: events[changed]!.at, replacedBy: newest?.id ?? null };
  if (newest !== undefined) return { status: 'reissued', since: later[0]!.issuedAt, replacedBy: newest.id };
  return { status: 'valid', since: null, replacedBy: null };
}

function endOf({ state }: ApplicationRow, events: readonly CaseEvent[]): Date | null {
  return events.findLast(({ toState, fromState }) => toState === state && fromState !== state)?.at ?? null;
}
