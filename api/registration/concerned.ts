import type { Clock, Event } from './states.ts';

/**
 * Who can be concerned by a case: those who file it, the parties of the title chain, the examiners who have or had it, whoever has
 * it in hand now (everybody at the desk while nobody has taken it), the registrars of the office, and those who objected.
 */
export type Concerned = 'applicant' | 'holders' | 'examiners' | 'desk' | 'registrars' | 'objectors';

/** Whom each event is told to, besides whoever caused it. What is not here is an applicant's own typing, or staff's among themselves. */
export const TOLD_OF = {
  submit: ['applicant'],
  'pre-register': ['applicant'],
  convert: ['applicant'],
  withdraw: ['applicant', 'examiners'],
  lapse: ['applicant', 'examiners'],
  'take-over': ['examiners'],
  'request-supplement': ['applicant'],
  supplement: ['applicant', 'examiners'],
  'return-to-examiner': ['examiners'],
  'confirm-refusal': ['applicant', 'examiners'],
  register: ['applicant', 'examiners'],
  appeal: ['applicant', 'examiners', 'registrars'],
  'panel-grant': ['applicant', 'examiners'],
  'panel-refuse': ['applicant', 'examiners'],
  'end-appeal-period': ['applicant'],
  object: ['applicant', 'holders', 'examiners', 'registrars'],
  'uphold-objection': ['applicant', 'holders', 'objectors'],
  'reject-objection': ['applicant', 'holders', 'objectors'],
  correct: ['applicant', 'holders'],
  transfer: ['applicant', 'holders'],
  'note-licence': ['applicant', 'holders'],
  cancel: ['applicant', 'holders'],
  expire: ['applicant', 'holders'],
} as const satisfies Partial<Record<Event, readonly Concerned[]>>;

/** Warnings of a term: little of it is left, or it is over and the case still waits. */
export type Warning = 'due-soon' | 'overdue';

/** Whom the warnings of each term are told to. A term that simply ends (a supplement that lapses) is told of by that event. */
export const WARNED_OF: Readonly<Record<Clock, Readonly<Record<Warning, readonly Concerned[]>>>> = {
  examination: { 'due-soon': ['desk'], overdue: ['desk', 'registrars'] },
  supplement: { 'due-soon': ['applicant'], overdue: [] },
  appeal: { 'due-soon': ['applicant'], overdue: [] },
  'pre-registration': { 'due-soon': ['applicant'], overdue: [] },
  // Whoever may want to object is not known.
  notice: { 'due-soon': [], overdue: [] },
};

/** Everything that a notice can be about. */
export type NoticeOf = keyof typeof TOLD_OF | Warning | 'invite-opinion';

export function isToldOf(event: Event): event is Event & keyof typeof TOLD_OF {
  return Object.hasOwn(TOLD_OF, event);
}
