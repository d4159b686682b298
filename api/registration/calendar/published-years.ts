import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createCalendar, type HolidayYear, type WorkingDayCalendar } from './working-days.ts';

const holidayYearSchema = z.strictObject({
  year: z.int(),
  notice: z.string(),
  publishedOn: z.iso.date(),
  statutoryDays: z.int(),
  holidays: z.array(z.strictObject({ name: z.string(), from: z.iso.date(), to: z.iso.date() })),
  makeUpWorkingDays: z.array(z.iso.date()),
});

/** The years that lie beside this file, one a file, oldest first. A further year is added by adding its file. */
export function readPublishedYears(folder = import.meta.dirname): readonly HolidayYear[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}\.json$/.test(name))
    .sort()
    .map((name) => holidayYearSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** The working-day calendar of the published years. */
export const CALENDAR: WorkingDayCalendar = createCalendar(readPublishedYears());
