import { ownersOf, readForm } from '../../registration/application-form.ts';
import { dateInChina } from '../../registration/calendar/dates.ts';
import { FOUND_GRADES } from '../../registration/triage.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { readPictures } from '../../store/applications/case-rows.ts';
import { findNoticeRows, listNoticeRows, listNoticeRowsOf } from '../../store/applications/notice-rows.ts';
import { ANONYMOUS } from '../access/actor.ts';
import { checkPicture } from '../check-picture.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { findCase, PUBLIC_STATES } from './case.ts';

/** A registration as the public sees it. */
export interface PublicNotice {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly title: string;
  readonly owners: readonly string[];
  readonly state: string;
  readonly registeredOn: string;
  /** Last day on which objections are heard; null where the period is over or the registration is not in force. */
  readonly objectionsUntil: string | null;
  readonly patternId: string | null;
  readonly pictures: readonly {
    readonly ordinal: number;
    readonly role: string;
    readonly widthPx: number;
    readonly heightPx: number;
  }[];
}

export interface NoticePage {
  readonly notices: readonly PublicNotice[];
  /** Absent on the last page. */
  readonly nextBefore?: number;
}

const CANDIDATES = 20;

/** The notice board, newest first; `text` is looked for in title, number and owners. */
export async function listNotices(
  ctx: ServiceContext,
  {
    text,
    before,
    limit,
  }: { readonly text?: string | undefined; readonly before?: number | undefined; readonly limit: number },
): Promise<NoticePage> {
  const filter = { states: [...PUBLIC_STATES], beforeKey: before ?? null, limit: limit + 1 };
  const words = text?.trim() ?? '';
  const rows = await (words === '' ? listNoticeRows(ctx.store, filter) : findNoticeRows(ctx.store, words, filter));
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { notices: await noticesOf(ctx, page), ...(last && { nextBefore: last.key }) };
}

/** Registrations of works that look like this picture. Nothing of the picture is kept. */
export async function searchNotices(
  ctx: ServiceContext,
  picture: Uint8Array,
  options: CallOptions,
): Promise<readonly PublicNotice[]> {
  // As the public: what is not public is not on the board, whoever looks.
  const asPublic = { ...ANONYMOUS, name: options.actor.name };
  const result = await checkPicture(ctx, picture, { ...options, actor: asPublic, limit: CANDIDATES });
  if (result.status !== 'checked') return [];
  const patternIds = result.candidates
    .flatMap(({ otherVersions = [], ...candidate }) => [candidate, ...otherVersions])
    .filter(({ grade }) => FOUND_GRADES.has(grade))
    .map(({ id }) => id);
  const rows = await listNoticeRowsOf(ctx.store, patternIds, { states: [...PUBLIC_STATES], limit: CANDIDATES });
  return noticesOf(ctx, rows);
}

export async function readNotice(ctx: ServiceContext, id: string): Promise<PublicNotice> {
  const row = await findCase(ctx.store, ANONYMOUS, id);
  return (await noticesOf(ctx, [row]))[0]!;
}

function noticesOf(ctx: ServiceContext, rows: readonly ApplicationRow[]): Promise<PublicNotice[]> {
  const today = dateInChina(ctx.clock());
  return Promise.all(
    rows.map(async (row) => {
      const reading = readForm(row.form, today);
      const pictures = await readPictures(ctx.store, row.key);
      const isOpen = row.clock === 'notice' && row.dueOn !== null && row.dueOn >= today;
      return {
        id: row.id,
        number: row.number ?? '',
        kind: row.kind,
        title: row.title,
        owners: reading.complete ? ownersOf(reading.form).map(({ name }) => name) : [],
        state: row.state,
        registeredOn: dateInChina(row.decidedAt ?? row.updatedAt),
        objectionsUntil: isOpen ? row.dueOn : null,
        patternId: row.patternId,
        pictures: pictures.map(({ ordinal, role, widthPx, heightPx }) => ({ ordinal, role, widthPx, heightPx })),
      };
    }),
  );
}
