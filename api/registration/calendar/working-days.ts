import { addDays, type CalendarDate, datesFrom, daysBetween, weekday } from './dates.ts';

/** One year as the State Council publishes it. */
export interface HolidayYear {
  readonly year: number;
  /** Title and number of the notice. */
  readonly notice: string;
  readonly publishedOn: CalendarDate;
  /** Statutory holidays of the year; together with the weekends they are its days off. */
  readonly statutoryDays: number;
  readonly holidays: readonly { readonly name: string; readonly from: CalendarDate; readonly to: CalendarDate }[];
  readonly makeUpWorkingDays: readonly CalendarDate[];
}

/** The end of a term. `provisional`: it lies beyond the published years, where only weekends are known to be free. */
export interface TermEnd {
  readonly date: CalendarDate;
  readonly provisional: boolean;
}

/** A day that the weekday alone does not tell about: a holiday with its name, or a weekend day that is worked. */
export interface SpecialDay {
  readonly date: CalendarDate;
  readonly working: boolean;
  readonly name: string | null;
}

export interface WorkingDayCalendar {
  /** Last day for which holidays are known. */
  readonly knownUntil: CalendarDate;
  isWorkingDay(date: CalendarDate): boolean;
  /** Holidays and worked weekends from one day to another, both included, in order. */
  specialDays(from: CalendarDate, to: CalendarDate): readonly SpecialDay[];
  /** The last day of a term of `days` working days; the day on which it begins does not count (民法典, article 201). */
  addWorkingDays(start: CalendarDate, days: number): TermEnd;
  /**
   * The end of a provisional term, counted anew with what is known by now. It was counted when the year before its end was the last
   * one known, so that beyond that year every weekday stood for a working day.
   */
  recountProvisional(dueOn: CalendarDate): TermEnd;
  /** Working days after `from` up to and including `to`; negative where `to` is earlier. */
  workingDaysUntil(from: CalendarDate, to: CalendarDate): number;
}

export function createCalendar(years: readonly HolidayYear[]): WorkingDayCalendar {
  const free = new Set(years.flatMap(({ holidays }) => holidays.flatMap(({ from, to }) => datesFrom(from, to))));
  const made = new Set(years.flatMap(({ makeUpWorkingDays }) => makeUpWorkingDays));
  const special: readonly SpecialDay[] = [
    ...years.flatMap(({ holidays }) =>
      holidays.flatMap(({ name, from, to }) => datesFrom(from, to).map((date) => ({ date, working: false, name }))),
    ),
    ...[...made].map((date) => ({ date, working: true, name: null })),
  ].sort((a, b) => a.date.localeCompare(b.date));
  const knownUntil = `${Math.max(...years.map(({ year }) => year))}-12-31`;
  const isWorkingDay = (date: CalendarDate): boolean => {
    if (made.has(date)) return true;
    if (free.has(date)) return false;
    return isWeekday(weekday(date));
  };
  /** Days that the weekday alone would count wrongly. */
  const exceptions = [...new Set([...free, ...made])].filter((date) => isWorkingDay(date) !== isWeekday(weekday(date)));
  const addWorkingDays = (start: CalendarDate, days: number): TermEnd => {
    let date = start;
    for (let left = days; left > 0; ) {
      date = addDays(date, 1);
      if (isWorkingDay(date)) left--;
    }
    return { date, provisional: date > knownUntil };
  };
  return {
    knownUntil,
    isWorkingDay,
    specialDays: (from, to) => special.filter(({ date }) => date >= from && date <= to),
    addWorkingDays,
    recountProvisional(dueOn) {
      const knownThen = `${Number(dueOn.slice(0, 4)) - 1}-12-31`;
      return addWorkingDays(knownThen, weekdaysAfter(knownThen, dueOn));
    },
    workingDaysUntil(from, to) {
      const [first, last] = from <= to ? [from, to] : [to, from];
      // By weeks and exceptions rather than day by day: a calendar of deadlines asks for a thousand terms at once.
      const within = exceptions.filter((date) => date > first && date <= last);
      const worked = within.filter(isWorkingDay).length;
      const count = weekdaysAfter(first, last) + worked - (within.length - worked);
      return from <= to ? count : -count;
    },
  };
}

const isWeekday = (day: number): boolean => day !== 0 && day !== 6;

/** Days from Monday to Friday after `first` up to and including `last`, which is not earlier. */
function weekdaysAfter(first: CalendarDate, last: CalendarDate): number {
  const days = daysBetween(first, last);
  const start = weekday(first);
  let count = Math.floor(days / 7) * 5;
  for (let day = 1; day <= days % 7; day++) if (isWeekday((start + day) % 7)) count++;
  return count;
}
