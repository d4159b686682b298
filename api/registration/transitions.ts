import type { ClockStep, Event, Requirement, Standing, State, Transition } from './states.ts';

const STOP: ClockStep = { step: 'stop' };
/** Whoever acts for the registry, but to put a case down. The registrar who records what a holder asks for is asked where that is done. */
const IMPARTIAL = 'no-link-to-a-party';
const DECISION: readonly Requirement[] = ['claim', IMPARTIAL, 'listed-reason', 'text'];
const SECOND: readonly Requirement[] = ['another-examiner', ...DECISION];
const BY_REGISTRAR: readonly Requirement[] = [IMPARTIAL, 'listed-reason', 'text'];
const BY_PANEL: readonly Requirement[] = [IMPARTIAL, 'quorum', 'text'];

/** States in which nothing has been decided yet: an application can be withdrawn from each of them. */
export const BEFORE_A_DECISION = [
  'draft',
  'pre-checked',
  'submitted',
  'in-examination',
  'supplement-requested',
  'proposed-grant',
  'proposed-refusal',
  'second-review',
  'provisional',
] as const satisfies readonly State[];

type Extra = Partial<Pick<Transition, 'when' | 'clock'>>;

function row(
  from: State,
  event: Event,
  to: State,
  by: Standing | readonly Standing[],
  needs: readonly Requirement[],
  extra: Extra = {},
): Transition {
  return { from, event, to, by: [by].flat() as Standing[], needs, ...extra };
}

/** The life of a case, complete: what is not in this table cannot happen. */
export const TRANSITIONS: readonly Transition[] = [
  row('draft', 'edit', 'draft', 'applicant', []),
  row('pre-checked', 'edit', 'draft', 'applicant', []),
  row('draft', 'pre-check', 'pre-checked', 'applicant', ['pictures']),
  row('pre-checked', 'pre-check', 'pre-checked', 'applicant', ['pictures']),
  row(
    'pre-checked',
    'submit',
    'submitted',
    'applicant',
    ['kind-not-pre-registration', 'complete-form', 'pictures', 'frozen-check'],
    { clock: { step: 'start', clock: 'examination' } },
  ),

  row(
    'pre-checked',
    'pre-register',
    'provisional',
    'applicant',
    ['kind-pre-registration', 'complete-form', 'pictures', 'frozen-check'],
    {
      clock: { step: 'start', clock: 'pre-registration' },
    },
  ),
  row('provisional', 'convert', 'converted', 'applicant', ['clock-running'], { clock: STOP }),
  row('provisional', 'lapse', 'lapsed', 'system', ['clock-run-out'], { clock: STOP }),

  row('submitted', 'take', 'in-examination', 'examiner', [IMPARTIAL]),
  row('in-examination', 'take-over', 'in-examination', 'examiner', [IMPARTIAL, 'text']),
  row('in-examination', 'release', 'submitted', 'examiner', ['claim']),
  row('in-examination', 'request-supplement', 'supplement-requested', 'examiner', DECISION, {
    clock: { step: 'pause-for', clock: 'supplement' },
  }),
  row(
    'supplement-requested',
    'supplement',
    'in-examination',
    'applicant',
    ['complete-form', 'pictures', 'clock-running'],
    {
      clock: { step: 'resume', clock: 'examination' },
    },
  ),
  row('supplement-requested', 'edit', 'supplement-requested', 'applicant', ['clock-running']),
  row('supplement-requested', 'lapse', 'lapsed', 'system', ['clock-run-out'], { clock: STOP }),
  row('in-examination', 'propose-grant', 'proposed-grant', 'examiner', [...DECISION, 'judgements']),
  row('in-examination', 'propose-refusal', 'proposed-refusal', 'examiner', [...DECISION, 'judgements']),

  row('proposed-grant', 'register', 'registered', 'examiner', ['claim', IMPARTIAL], {
    when: 'no-second-review-due',
    clock: { step: 'start', clock: 'notice' },
  }),
  row('proposed-grant', 'begin-second-review', 'second-review', 'examiner', ['another-examiner', IMPARTIAL], {
    when: 'second-review-due',
  }),
  row('proposed-refusal', 'begin-second-review', 'second-review', 'examiner', ['another-examiner', IMPARTIAL], {
    when: 'second-review-due',
  }),
  row('second-review', 'take-over', 'second-review', 'examiner', ['another-examiner', IMPARTIAL, 'text']),
  row('second-review', 'return-to-examiner', 'in-examination', 'examiner', SECOND),
  row('second-review', 'register', 'registered', 'examiner', SECOND, { clock: { step: 'start', clock: 'notice' } }),
  row('second-review', 'confirm-refusal', 'refused', 'examiner', SECOND, { clock: { step: 'start', clock: 'appeal' } }),

  row('refused', 'appeal', 'expert-panel', 'applicant', ['grounds', 'clock-running'], { clock: STOP }),
  row('refused', 'end-appeal-period', 'final', 'system', ['clock-run-out'], { clock: STOP }),
  row('expert-panel', 'panel-grant', 'registered', 'registrar', BY_PANEL, {
    clock: { step: 'start', clock: 'notice' },
  }),
  row('expert-panel', 'panel-refuse', 'lay-panel', 'registrar', BY_PANEL),
  row('lay-panel', 'panel-grant', 'registered', 'registrar', BY_PANEL, {
    clock: { step: 'start', clock: 'notice' },
  }),
  row('lay-panel', 'panel-refuse', 'final', 'registrar', BY_PANEL),

  row('registered', 'object', 'under-objection', 'third-party', ['grounds', 'clock-running']),
  row('under-objection', 'object', 'under-objection', 'third-party', ['grounds', 'clock-running']),
  row('under-objection', 'uphold-objection', 'cancelled', 'registrar', BY_REGISTRAR, {
    clock: STOP,
  }),
  row('under-objection', 'reject-objection', 'registered', 'registrar', BY_REGISTRAR, {
    when: 'last-objection',
  }),
  row('under-objection', 'reject-objection', 'under-objection', 'registrar', BY_REGISTRAR, {
    when: 'further-objections',
  }),
  row('registered', 'correct', 'registered', 'registrar', BY_REGISTRAR),
  row('registered', 'transfer', 'registered', ['holder', 'registrar'], ['chain-entry']),
  row('registered', 'note-licence', 'registered', ['holder', 'registrar'], ['chain-entry']),
  row('registered', 'cancel', 'cancelled', 'registrar', BY_REGISTRAR, {
    clock: STOP,
  }),
  row('registered', 'expire', 'expired', 'system', ['protection-ended'], { clock: STOP }),

  ...BEFORE_A_DECISION.map((state) => row(state, 'withdraw', 'withdrawn', 'applicant', [], { clock: STOP })),
];
