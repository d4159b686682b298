import { describe, expect, it } from 'vitest';
import { type ActFacts, eventsIn, nextState } from '../../../api/registration/next-state.ts';
import {
  CONDITIONS,
  EVENTS,
  type Event,
  REQUIREMENTS,
  STANDINGS,
  STATES,
  type State,
} from '../../../api/registration/states.ts';
import { BEFORE_A_DECISION, TRANSITIONS } from '../../../api/registration/transitions.ts';

/** Written down a second time, in another form: state, event → possible next states. What is not here is illegal. */
const LEGAL: Readonly<Partial<Record<State, Readonly<Partial<Record<Event, readonly State[]>>>>>> = {
  draft: { edit: ['draft'], 'pre-check': ['pre-checked'], withdraw: ['withdrawn'] },
  'pre-checked': {
    edit: ['draft'],
    'pre-check': ['pre-checked'],
    submit: ['submitted'],
    'pre-register': ['provisional'],
    withdraw: ['withdrawn'],
  },
  submitted: { take: ['in-examination'], withdraw: ['withdrawn'] },
  'in-examination': {
    'take-over': ['in-examination'],
    release: ['submitted'],
    'request-supplement': ['supplement-requested'],
    'propose-grant': ['proposed-grant'],
    'propose-refusal': ['proposed-refusal'],
    withdraw: ['withdrawn'],
  },
  'supplement-requested': {
    edit: ['supplement-requested'],
    supplement: ['in-examination'],
    lapse: ['lapsed'],
    withdraw: ['withdrawn'],
  },
  'proposed-grant': { register: ['registered'], 'begin-second-review': ['second-review'], withdraw: ['withdrawn'] },
  'proposed-refusal': { 'begin-second-review': ['second-review'], withdraw: ['withdrawn'] },
  'second-review': {
    'take-over': ['second-review'],
    'return-to-examiner': ['in-examination'],
    register: ['registered'],
    'confirm-refusal': ['refused'],
    withdraw: ['withdrawn'],
  },
  registered: {
    object: ['under-objection'],
    correct: ['registered'],
    transfer: ['registered'],
    'note-licence': ['registered'],
    cancel: ['cancelled'],
    expire: ['expired'],
  },
  'under-objection': {
    object: ['under-objection'],
    'uphold-objection': ['cancelled'],
    'reject-objection': ['registered', 'under-objection'],
  },
  refused: { appeal: ['expert-panel'], 'end-appeal-period': ['final'] },
  'expert-panel': { 'panel-grant': ['registered'], 'panel-refuse': ['lay-panel'] },
  'lay-panel': { 'panel-grant': ['registered'], 'panel-refuse': ['final'] },
  provisional: { convert: ['converted'], lapse: ['lapsed'], withdraw: ['withdrawn'] },
};

const everything = (conditions: ActFacts['conditions']): ActFacts => ({
  standings: new Set(STANDINGS),
  present: new Set(REQUIREMENTS),
  conditions: conditions ?? new Set(),
});

describe('the table of states', () => {
  for (const state of STATES)
    for (const event of EVENTS) {
      const expected = LEGAL[state]?.[event] ?? [];
      it(`${state} + ${event} → ${expected.join(' or ') || 'refused'}`, () => {
        const reached = new Set(
          CONDITIONS.flatMap((condition) => {
            const next = nextState(state, event, everything(new Set([condition])));
            return next.allowed ? [next.to] : [];
          }),
        );
        expect([...reached].sort()).toEqual([...expected].sort());
      });
    }

  it('names one outcome for each state, event and condition', () => {
    const keys = TRANSITIONS.map(({ from, event, when }) => `${from} ${event} ${when ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { from, event, when } of TRANSITIONS)
      if (when !== undefined)
        expect(TRANSITIONS.some((row) => row.from === from && row.event === event && row.when === undefined)).toBe(
          false,
        );
  });

  it('lets nobody act without a standing that the row names', () => {
    for (const { from, event, by, when } of TRANSITIONS) {
      const others = STANDINGS.filter((standing) => !by.includes(standing));
      const facts = { ...everything(when && new Set([when])), standings: new Set(others) };
      expect(nextState(from, event, facts)).toEqual({ allowed: false, why: 'standing', needed: by });
    }
  });

  it('asks for each thing that the row needs, and names all that is missing at once', () => {
    for (const { from, event, needs, when } of TRANSITIONS) {
      const facts = everything(when && new Set([when]));
      if (needs.length > 0)
        expect(nextState(from, event, { ...facts, present: new Set() })).toEqual({
          allowed: false,
          why: 'missing',
          missing: needs,
        });
      for (const need of needs)
        expect(
          nextState(from, event, { ...facts, present: new Set(REQUIREMENTS.filter((one) => one !== need)) }),
        ).toEqual({ allowed: false, why: 'missing', missing: [need] });
    }
  });

  it('has a second examiner between every proposed refusal and a refusal', () => {
    expect(TRANSITIONS.filter(({ to }) => to === 'refused').map(({ from }) => from)).toEqual(['second-review']);
    const out = TRANSITIONS.filter(({ from }) => from === 'second-review' && from).filter(({ to }) =>
      ['registered', 'refused', 'in-examination'].includes(to),
    );
    for (const { needs } of out)
      expect(needs).toEqual(expect.arrayContaining(['another-examiner', 'no-link-to-a-party']));
  });

  it('lets an application be withdrawn in every state before a decision and in none after', () => {
    for (const state of STATES)
      expect(eventsIn(state).includes('withdraw'), state).toBe((BEFORE_A_DECISION as readonly State[]).includes(state));
  });

  it('starts and stops clocks where the rules say so', () => {
    const clockOf = (from: State, event: Event) =>
      TRANSITIONS.find((row) => row.from === from && row.event === event)?.clock;
    expect(clockOf('pre-checked', 'submit')).toEqual({ step: 'start', clock: 'examination' });
    expect(clockOf('in-examination', 'request-supplement')).toEqual({ step: 'pause-for', clock: 'supplement' });
    expect(clockOf('supplement-requested', 'supplement')).toEqual({ step: 'resume', clock: 'examination' });
    expect(clockOf('second-review', 'register')).toEqual({ step: 'start', clock: 'notice' });
    expect(clockOf('second-review', 'confirm-refusal')).toEqual({ step: 'start', clock: 'appeal' });
    expect(clockOf('pre-checked', 'pre-register')).toEqual({ step: 'start', clock: 'pre-registration' });
  });
});

describe('recusal', () => {
  // Putting a case down is open to whoever finds himself tied; what a holder asks for is looked at where it is recorded.
  const EXEMPT: ReadonlySet<Event> = new Set(['release', 'transfer', 'note-licence']);

  it('is asked of whoever acts for the registry, in every other step', () => {
    const staffs = TRANSITIONS.filter(({ by }) => by.includes('examiner') || by.includes('registrar'));
    expect(staffs.length).toBeGreaterThan(15);
    for (const { from, event, needs } of staffs)
      expect([from, event, needs.includes('no-link-to-a-party')]).toEqual([from, event, !EXEMPT.has(event)]);
  });
});
