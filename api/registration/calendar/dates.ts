/** A calendar date as `2026-11-25`: comparable as text. */
export type CalendarDate = string;

const DAY_MS = 86_400_000;
/** China has had one time without summer time since 1992. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The date of an instant in China. */
export function dateInChina(instant: Date): CalendarDate {
  return new Date(instant.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from the first to the second, which may be earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** 0 is Sunday. */
export function weekday(date: CalendarDate): number {
  return new Date(Date.parse(date)).getUTCDay();
}

/** Every date from the first to the last, both included; none where the last is earlier. */
export function datesFrom(first: CalendarDate, last: CalendarDate): CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}
