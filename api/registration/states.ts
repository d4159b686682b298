/** Where a case can stand. From `withdrawn` on nothing leads out. */
export const STATES = [
  'draft',
  'pre-checked',
  'submitted',
  'in-examination',
  'supplement-requested',
  'proposed-grant',
  'proposed-refusal',
  'second-review',
  'registered',
  'under-objection',
  'refused',
  'expert-panel',
  'lay-panel',
  'provisional',
  'withdrawn',
  'lapsed',
  'final',
  'cancelled',
  'expired',
  'converted',
] as const;
export type State = (typeof STATES)[number];

/** What can happen to a case. */
export const EVENTS = [
  'edit',
  'pre-check',
  'submit',
  'withdraw',
  'take',
  'take-over',
  'release',
  'request-supplement',
  'supplement',
  'lapse',
  'propose-grant',
  'propose-refusal',
  'begin-second-review',
  'return-to-examiner',
  'confirm-refusal',
  'register',
  'appeal',
  'panel-grant',
  'panel-refuse',
  'end-appeal-period',
  'object',
  'uphold-objection',
  'reject-objection',
  'correct',
  'transfer',
  'note-licence',
  'cancel',
  'expire',
  'pre-register',
  'convert',
] as const;
export type Event = (typeof EVENTS)[number];

/** In what capacity somebody acts on a case; one person may have several. `system`: the registry itself, when a clock has run out. */
export const STANDINGS = ['applicant', 'examiner', 'registrar', 'holder', 'third-party', 'system'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What must be there for an event, each shown by whoever asks for it. */
export const REQUIREMENTS = [
  'complete-form',
  'pictures',
  'frozen-check',
  'listed-reason',
  'text',
  'claim',
  'another-examiner',
  'no-link-to-a-party',
  'judgements',
  'grounds',
  'quorum',
  'clock-run-out',
  'protection-ended',
  'clock-running',
  'chain-entry',
  'kind-pre-registration',
  'kind-not-pre-registration',
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** What decides between two outcomes of one event in one state. */
export const CONDITIONS = [
  'second-review-due',
  'no-second-review-due',
  'last-objection',
  'further-objections',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Time limits. At most one runs in a case at a time. */
export const CLOCKS = ['examination', 'supplement', 'appeal', 'notice', 'pre-registration'] as const;
export type Clock = (typeof CLOCKS)[number];

/** What an event does to the clock: nothing is said where it goes on as it was. */
export type ClockStep =
  | { readonly step: 'start'; readonly clock: Clock }
  /** Puts the days left of `examination` aside and starts another. */
  | { readonly step: 'pause-for'; readonly clock: Clock }
  /** Goes on with the days that were put aside. */
  | { readonly step: 'resume'; readonly clock: 'examination' }
  | { readonly step: 'stop' };

export interface Transition {
  readonly from: State;
  readonly event: Event;
  readonly to: State;
  readonly by: readonly Standing[];
  readonly needs: readonly Requirement[];
  /** Where one event leads to two states, the one that holds chooses. */
  readonly when?: Condition;
  readonly clock?: ClockStep;
}
