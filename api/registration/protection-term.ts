import type { ApplicationForm } from './application-form.ts';
import type { CalendarDate } from './calendar/dates.ts';

/** Protection by years lasts so long after the date from which it is counted, and to the end of that year. */
export const PROTECTION_YEARS = 50;

/**
 * The last day of protection, or null where it cannot be told from the form: a work of legal persons or organisations is
 * protected to the end of the fiftieth year after first publication, or after creation where it was not published (著作权法,
 * article 23); that of a natural person to fifty years after a death that lies ahead; folk works have no term.
 */
export function protectionEndsOn(form: ApplicationForm): CalendarDate | null {
  if (form.kind !== 'works' || form.owners.some(({ entity }) => entity === 'natural-person' || entity === 'group'))
    return null;
  const from = form.firstPublished?.date ?? form.created.date;
  return `${Number(from.slice(0, 4)) + PROTECTION_YEARS}-12-31`;
}
