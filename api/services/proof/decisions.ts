import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '../../proof/bytes.ts';
import { canonicalText, type Json } from '../../proof/canonical-json.ts';
import { type DecisionRecord, type Entered, LOGGED_EVENTS, type LoggedRegistration } from '../../proof/records.ts';
import { type ApplicationForm, createdOnOf, ownersOf, readForm } from '../../registration/application-form.ts';
import { dateInChina } from '../../registration/calendar/dates.ts';
import type { Event } from '../../registration/states.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { type CaseEvent, readPictures } from '../../store/applications/case-rows.ts';
import { readTitleEntries } from '../../store/applications/title-rows.ts';
import type { Queryable } from '../../store/database.ts';
import { titleHolders } from '../applications/title-holders.ts';
import type { ServiceContext } from '../context.ts';

const LOGGED: ReadonlySet<string> = new Set<Event>(LOGGED_EVENTS);

/** Under which key the log has an event of a case: one event, one entry. */
export const decisionKey = (application: string, ordinal: number): string => `case:${application}:${ordinal}`;

/** Puts an event that decides something on its way into the log, in the transaction of the event; others are left out. */
export async function logDecision(
  { transparency }: Pick<ServiceContext, 'transparency'>,
  tx: Queryable,
  row: ApplicationRow,
  event: CaseEvent & { readonly ordinal: number },
  entered: Entered,
): Promise<void> {
  if (!isLogged(event.event)) return;
  const record: DecisionRecord = {
    type: 'selvedge/decision/v1',
    application: row.id,
    ordinal: event.ordinal,
    event: event.event,
    state: event.toState,
    at: event.at.toISOString(),
    office: row.tenant,
    reason: event.reason,
    noteSha256: event.note === null ? null : sha256Hex(event.note),
    detailSha256: event.detail == null ? null : sha256Hex(canonicalText(plain(event.detail))),
    registration: await registrationOf(tx, row, event.at),
    entered,
  };
  await transparency.enter(tx, decisionKey(row.id, event.ordinal), record);
}

/** What the case says of a registration; null before it has a number. */
async function registrationOf(tx: Queryable, row: ApplicationRow, at: Date): Promise<LoggedRegistration | null> {
  if (row.number === null) return null;
  const reading = readForm(row.form, dateInChina(at));
  if (!reading.complete) return null;
  const { form } = reading;
  const holders = titleHolders(await readTitleEntries(tx, row.key), dateInChina(at));
  // Before there is a title chain, as in a pre-registration, the owners are those of the form.
  const owners = holders.length > 0 ? holders : ownersOf(form);
  return {
    number: row.number,
    kind: row.kind,
    title: form.title,
    owners: owners.map(({ name, share }) => ({ name, share })),
    pictures: (await readPictures(tx, row.key)).map(({ role, sha256: digest }) => ({ role, sha256: digest })),
    createdOn: createdOnOf(form),
    priorityOn: row.priorityOn,
    decidedOn: row.decidedAt === null ? null : dateInChina(row.decidedAt),
    formSha256: formDigest(form),
  };
}

function formDigest(form: ApplicationForm): string {
  return sha256Hex(canonicalText(plain(form)));
}

function isLogged(event: string): event is DecisionRecord['event'] {
  return LOGGED.has(event);
}

function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** As the database keeps it: without what JSON has no word for. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
