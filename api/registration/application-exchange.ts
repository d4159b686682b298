import { z } from 'zod';
import { type ApplicationForm, applicationFormSchema } from './application-form.ts';

const envelopeSchema = z.strictObject({
  format: z.literal('selvedge-application'),
  formatVersion: z.literal(1),
  form: applicationFormSchema,
});

/** A form as the text of a file: the same form always gives the same bytes, whatever the order in which it was typed. */
export function writeApplication(form: ApplicationForm): string {
  // Parsing puts the fields into the order of the schema.
  const ordered = envelopeSchema.parse({ format: 'selvedge-application', formatVersion: 1, form });
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/** Throws z.ZodError or SyntaxError for a file that is not one of writeApplication. */
export function readApplication(text: string): ApplicationForm {
  return envelopeSchema.parse(JSON.parse(text)).form;
}
