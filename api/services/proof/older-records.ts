import { LOGGED_EVENTS } from '../../proof/records.ts';
import { readApplicationRow } from '../../store/applications/application-rows.ts';
import {
  listUnloggedEvents,
  listUnloggedPatterns,
  markOlderEntered,
  olderAreEntered,
} from '../../store/log/older-rows.ts';
import type { ServiceContext } from '../context.ts';
import { logDecision } from './decisions.ts';
import { logImportedRecord } from './imported-records.ts';

/** Rows entered in one transaction; others get their turn in between. */
const PAGE_ROWS = 200;

type OlderContext = Pick<ServiceContext, 'store' | 'transparency' | 'clock' | 'log'>;

/**
 * Enters decisions and imported records that are older than the log into it, marked so, once. Goes on where it was called off
 * or killed; rejects never.
 */
export async function enterOlderRecords(ctx: OlderContext, signal: AbortSignal): Promise<void> {
  try {
    if (await olderAreEntered(ctx.store)) return;
    const count = (await enterEvents(ctx, signal)) + (await enterPatterns(ctx, signal));
    if (signal.aborted) return;
    await markOlderEntered(ctx.store, ctx.clock());
    if (count > 0) ctx.log.info({ records: count }, 'older records entered into the transparency log');
  } catch (error) {
    ctx.log.warn({ err: error }, 'older records not entered into the transparency log; the next start goes on');
  }
}

async function enterEvents(ctx: OlderContext, signal: AbortSignal): Promise<number> {
  let count = 0;
  for (let after = { key: 0, ordinal: -1 }; !signal.aborted; ) {
    const events = await ctx.store.transaction(async (tx) => {
      const page = await listUnloggedEvents(tx, LOGGED_EVENTS, after, PAGE_ROWS);
      for (const event of page) {
        const row = (await readApplicationRow(tx, event.application))!;
        await logDecision(ctx, tx, row, event, 'afterwards');
      }
      return page;
    });
    count += events.length;
    after = events.at(-1) ?? after;
    if (events.length < PAGE_ROWS) break;
  }
  return count;
}

async function enterPatterns(ctx: OlderContext, signal: AbortSignal): Promise<number> {
  let count = 0;
  for (let afterKey = 0; !signal.aborted; ) {
    const patterns = await ctx.store.transaction(async (tx) => {
      const page = await listUnloggedPatterns(tx, afterKey, PAGE_ROWS);
      for (const pattern of page) await logImportedRecord(ctx, tx, pattern, 'afterwards');
      return page;
    });
    count += patterns.length;
    afterKey = patterns.at(-1)?.key ?? afterKey;
    if (patterns.length < PAGE_ROWS) break;
  }
  return count;
}
