import type { ClockStep, Condition, Event, Requirement, Standing, State } from './states.ts';
import { TRANSITIONS } from './transitions.ts';

/** What is known of an act at the moment that it is asked for. */
export interface ActFacts {
  /** In what capacities whoever asks stands to the case. */
  readonly standings: ReadonlySet<Standing>;
  readonly present: ReadonlySet<Requirement>;
  readonly conditions?: ReadonlySet<Condition>;
}

export type NextState =
  | { readonly allowed: true; readonly to: State; readonly clock: ClockStep | undefined }
  /** The event does not exist in this state. */
  | { readonly allowed: false; readonly why: 'illegal'; readonly possible: readonly Event[] }
  /** Somebody else may do it. */
  | { readonly allowed: false; readonly why: 'standing'; readonly needed: readonly Standing[] }
  /** Something is not there. All that is missing is named at once. */
  | { readonly allowed: false; readonly why: 'missing'; readonly missing: readonly Requirement[] };

/** What becomes of a case in `state` when `event` is asked for: the one place where the table is applied. */
export function nextState(
  state: State,
  event: Event,
  { standings, present, conditions = new Set() }: ActFacts,
): NextState {
  const rows = TRANSITIONS.filter((row) => row.from === state && row.event === event);
  const row = rows.find(({ when }) => when === undefined || conditions.has(when));
  if (row === undefined) return { allowed: false, why: 'illegal', possible: eventsIn(state) };
  if (!row.by.some((standing) => standings.has(standing))) return { allowed: false, why: 'standing', needed: row.by };
  const missing = row.needs.filter((requirement) => !present.has(requirement));
  if (missing.length > 0) return { allowed: false, why: 'missing', missing };
  return { allowed: true, to: row.to, clock: row.clock };
}

/** What can happen in a state at all, whoever asks. */
export function eventsIn(state: State): readonly Event[] {
  return [...new Set(TRANSITIONS.filter(({ from }) => from === state).map(({ event }) => event))];
}
