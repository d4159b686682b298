import { z } from 'zod';
import { CLOCKS } from '../registration/states.ts';
import { applicationIdSchema } from './application.ts';

export const notificationsSchema = z.object({
  notifications: z.array(
    z.object({
      entry: z.int(),
      applicationId: applicationIdSchema,
      title: z.string(),
      /** An event of a case, `due-soon`, `overdue` or `invite-opinion`. */
      event: z.string(),
      /** The state that the case came into. */
      state: z.string(),
      /** Last day of the term that the notice speaks of. */
      dueOn: z.iso.date().nullable(),
      at: z.iso.datetime(),
      read: z.boolean(),
    }),
  ),
  /** How many have not been read, on all pages. */
  unread: z.int(),
  nextBefore: z.int().optional(),
});
export type NotificationsView = z.infer<typeof notificationsSchema>;

export const deadlinesSchema = z.object({
  today: z.iso.date(),
  to: z.iso.date(),
  /** The nearest first. */
  deadlines: z.array(
    z.object({
      applicationId: applicationIdSchema,
      title: z.string(),
      state: z.string(),
      clock: z.enum(CLOCKS),
      dueOn: z.iso.date(),
      /** The term reaches beyond the published holidays and was counted by weekends alone. */
      dueProvisional: z.boolean(),
      punctuality: z.enum(['in-time', 'soon-late', 'late']),
      /** Negative where the term is over. */
      workingDaysLeft: z.int(),
      /** Whether it is the reader who has to act by then. */
      mine: z.boolean(),
    }),
  ),
  /** Public holidays, and weekend days that are worked, from today on. */
  specialDays: z.array(z.object({ date: z.iso.date(), working: z.boolean(), name: z.string().nullable() })),
  calendarKnownUntil: z.iso.date(),
  /** Terms reach beyond the published holidays: the calendar needs its next year. */
  calendarRunsOut: z.boolean(),
});
export type DeadlinesView = z.infer<typeof deadlinesSchema>;
