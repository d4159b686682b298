import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateInChina, datesFrom, weekday } from '../../../api/registration/calendar/dates.ts';
import { CALENDAR, readPublishedYears } from '../../../api/registration/calendar/published-years.ts';
import { createCalendar } from '../../../api/registration/calendar/working-days.ts';
import { calendarRunsOut, NO_CLOCK, punctuality, stepClock } from '../../../api/registration/deadlines.ts';

const anyDay = fc.integer({ min: 0, max: 1_090 }).map((days) => addDays('2024-01-01', days));

describe('the working-day calendar', () => {
  it.each(readPublishedYears())(
    '$year has as many days off as weekends and statutory holidays make',
    ({ year, statutoryDays }) => {
      const days = datesFrom(`${year}-01-01`, `${year}-12-31`);
      const weekends = days.filter((day) => [0, 6].includes(weekday(day))).length;
      expect(days.filter((day) => !CALENDAR.isWorkingDay(day))).toHaveLength(weekends + statutoryDays);
    },
  );

  it('makes up working days on weekends only, never inside a holiday, and names its notice', () => {
    for (const { holidays, makeUpWorkingDays, notice } of readPublishedYears()) {
      const free = holidays.flatMap(({ from, to }) => datesFrom(from, to));
      for (const day of makeUpWorkingDays) {
        expect([0, 6]).toContain(weekday(day));
        expect(free).not.toContain(day);
      }
      expect(notice).toMatch(/国办发明电〔\d{4}〕\d+号/);
    }
  });

  it('counts over the National Day holiday and its make-up days', () => {
    // 2026: 30 September is a Wednesday, 1–7 October are free, Saturday 10 October is worked.
    expect(CALENDAR.addWorkingDays('2026-09-30', 1).date).toBe('2026-10-08');
    expect(CALENDAR.addWorkingDays('2026-09-30', 3).date).toBe('2026-10-10');
    expect(CALENDAR.addWorkingDays('2026-09-18', 1).date).toBe('2026-09-20');
    expect(CALENDAR.addWorkingDays('2026-03-02', 5)).toEqual({ date: '2026-03-09', provisional: false });
  });

  it('ends every term on a working day, as many working days later as it has', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (start, days) => {
        const { date } = CALENDAR.addWorkingDays(start, days);
        expect(CALENDAR.isWorkingDay(date)).toBe(true);
        expect(CALENDAR.workingDaysUntil(start, date)).toBe(days);
        expect(CALENDAR.workingDaysUntil(date, start)).toBe(
          -datesFrom(addDays(start, 1), date).filter(CALENDAR.isWorkingDay).length,
        );
      }),
    );
  });

  it('counts between any two days what looking at each day counts', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 500 }), (from, days) => {
        const to = addDays(from, days);
        const counted = datesFrom(addDays(from, 1), to).filter(CALENDAR.isWorkingDay).length;
        expect(CALENDAR.workingDaysUntil(from, to)).toBe(counted);
        expect(Math.abs(CALENDAR.workingDaysUntil(to, from))).toBe(counted);
      }),
      { numRuns: 500 },
    );
  });

  it('counts a provisional term anew once its year is known, as if that year had been known from the start', () => {
    const years = readPublishedYears();
    const before = createCalendar(years.filter(({ year }) => year < 2026));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 120 }), (daysBack, days) => {
        const start = addDays('2025-12-31', -daysBack);
        const first = before.addWorkingDays(start, days);
        fc.pre(first.provisional);
        expect(CALENDAR.recountProvisional(first.date)).toEqual(CALENDAR.addWorkingDays(start, days));
      }),
    );
  });

  it('says that a term beyond the published years is provisional, and warns before one is begun', () => {
    expect(CALENDAR.knownUntil).toBe('2026-12-31');
    expect(CALENDAR.addWorkingDays('2026-12-31', 1).provisional).toBe(true);
    expect(calendarRunsOut(CALENDAR, '2026-09-01')).toBe(false);
    expect(calendarRunsOut(CALENDAR, '2026-11-25')).toBe(true);
  });

  it('takes the date of China, eight hours ahead', () => {
    expect(dateInChina(new Date('2026-03-31T15:59:59Z'))).toBe('2026-03-31');
    expect(dateInChina(new Date('2026-03-31T16:00:00Z'))).toBe('2026-04-01');
  });
});

describe('the clock of a case', () => {
  const step = (
    current: Parameters<typeof stepClock>[1],
    what: Parameters<typeof stepClock>[2],
    today: string,
    lane: 'fast' | 'ordinary' = 'fast',
  ) => stepClock(CALENDAR, current, what, { today, lane });

  it('gives 5 working days in the fast lane and 30 in the ordinary one', () => {
    expect(step(NO_CLOCK, { step: 'start', clock: 'examination' }, '2026-03-02')).toMatchObject({
      dueOn: '2026-03-09',
    });
    expect(step(NO_CLOCK, { step: 'start', clock: 'examination' }, '2026-03-02', 'ordinary')).toMatchObject({
      dueOn: '2026-04-14',
    });
  });

  it('puts the days left aside while a supplement is awaited and goes on with them', () => {
    const running = step(NO_CLOCK, { step: 'start', clock: 'examination' }, '2026-03-02');
    const waiting = step(running, { step: 'pause-for', clock: 'supplement' }, '2026-03-04');
    expect(waiting).toMatchObject({ clock: 'supplement', dueOn: '2026-03-18', daysLeft: 3 });
    expect(step(waiting, { step: 'resume', clock: 'examination' }, '2026-03-16')).toMatchObject({
      clock: 'examination',
      dueOn: '2026-03-19',
      daysLeft: null,
    });
  });

  it('shows what is late and what soon will be', () => {
    const clock = step(NO_CLOCK, { step: 'start', clock: 'examination' }, '2026-03-02');
    const at = (today: string) => punctuality(CALENDAR, clock, { today, lane: 'fast' });
    expect([at('2026-03-05'), at('2026-03-06'), at('2026-03-09'), at('2026-03-10')]).toEqual([
      'in-time',
      'soon-late',
      'soon-late',
      'late',
    ]);
    expect(punctuality(CALENDAR, NO_CLOCK, { today: '2026-03-10', lane: 'fast' })).toBe('in-time');
  });
});
