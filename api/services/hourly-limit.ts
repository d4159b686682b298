import type { Queryable } from '../store/database.ts';
import type { Actor } from './access/actor.ts';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';

const HOUR_MS = 3_600_000;

/** How often an account may do something within any hour. */
export interface HourlyLimit {
  readonly most: number;
  /** What is counted, as a refusal names it: "orders of reports". */
  readonly counted: string;
  /** What was done under this name since then. */
  countSince(db: Queryable, actor: string, since: Date): Promise<number>;
}

type Context = Pick<ServiceContext, 'store' | 'clock'>;

/** How often more within this hour; never below 0. */
export async function leftThisHour({ store, clock }: Context, actor: Actor, limit: HourlyLimit): Promise<number> {
  const since = new Date(clock().getTime() - HOUR_MS);
  return Math.max(0, limit.most - (await limit.countSince(store, actor.name, since)));
}

/** The operator's own programs, which have no account, are not held up. Throws `too-many-attempts`. */
export async function requireRoomThisHour(ctx: Context, actor: Actor, limit: HourlyLimit): Promise<void> {
  if (actor.account === null || (await leftThisHour(ctx, actor, limit)) > 0) return;
  throw new ServiceError('too-many-attempts', {
    expected: `at most ${limit.most} ${limit.counted} an hour`,
    received: 'one more',
    remedy: 'Wait an hour, or ask the office.',
    retryAfterS: HOUR_MS / 1_000,
  });
}
