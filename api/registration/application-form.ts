import { z } from 'zod';
import { LANES } from './deadlines.ts';
import {
  CHANNELS,
  ENTITY_KINDS,
  JURISDICTION_GROUNDS,
  ORIGIN_CLASSES,
  RECORDER_ROLES,
  REGIONS,
  RIGHT_BASES,
  STAGES,
  TITLE_EVIDENCE,
  WORK_TYPES,
} from './form-codes.ts';

/** Control characters but line breaks, which PostgreSQL partly refuses and screens do not show, are not accepted. */
const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[ -~\u00a0-\uffff]*$/);
const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[\n\r\t -~\u00a0-\uffff]*$/);

const evidenceSchema = z.strictObject({
  /** What it is: a contract, a post, a notarial record. */
  title: line(200),
  /** SHA-256 of the document, where it is a file: it has to be handed in with the form. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Where else it is kept, and under what number. */
  reference: line(200).optional(),
});

const datedEventSchema = z.strictObject({
  date: z.iso.date(),
  place: line(200),
  evidence: z.array(evidenceSchema).max(20).default([]),
});

const personSchema = z.strictObject({ name: line(200), entity: z.enum(ENTITY_KINDS) });

const shareSchema = z.string().regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/);

const ownerSchema = personSchema.extend({
  /** 统一社会信用代码 of a firm. */
  creditCode: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
    .optional(),
  region: z.enum(REGIONS),
  basis: z.enum(RIGHT_BASES),
  /** Part of the right, as `1/2`. */
  share: shareSchema,
});

const declarationSchema = z.strictObject({
  /** 原创声明: whoever files answers for what is stated. */
  statementsTrue: z.literal(true),
  originClass: z.enum(ORIGIN_CLASSES),
  /** Source material that the work goes back to, and by what right; required for anything but an original. */
  sourceMaterial: text(2_000).optional(),
  /** Use of generating models. */
  generator: z.strictObject({ used: z.boolean(), name: line(200).optional(), part: text(1_000).optional() }),
});

const agentSchema = z.strictObject({
  name: line(200),
  /** 版权工作站 */
  workstation: line(200).optional(),
  /** 版权托管协议 */
  custodyAgreement: line(100).optional(),
});

const commonFields = {
  title: line(200),
  lane: z.enum(LANES),
  jurisdictionGround: z.enum(JURISDICTION_GROUNDS),
  channel: z.enum(CHANNELS),
  declaration: declarationSchema,
  agent: agentSchema.optional(),
  /** 版權產業統計分類 */
  industryCode: line(40).optional(),
  /** 区块链存证 */
  depositReference: line(200).optional(),
  /** An earlier version of the same design, by its application: versions from draft to finished cloth are one family. */
  earlierVersion: z
    .string()
    .regex(/^AP-[0-9A-HJKMNP-TV-Z]{26}$/)
    .optional(),
};

const worksSchema = z.strictObject({
  kind: z.literal('works'),
  ...commonFields,
  workType: z.enum(WORK_TYPES),
  stage: z.enum(STAGES),
  authors: z.array(personSchema).min(1).max(20),
  owners: z.array(ownerSchema).min(1).max(20),
  titleEvidence: z.array(z.enum(TITLE_EVIDENCE)).min(1),
  created: datedEventSchema,
  firstPublished: datedEventSchema.optional(),
  /** 预登记: number of the pre-registration whose date is kept. */
  preRegistration: line(60).optional(),
});

const folkWorksSchema = z.strictObject({
  kind: z.literal('folk-works'),
  ...commonFields,
  workType: z.enum(WORK_TYPES),
  /** 原生作品: the originals that are filed, and where they are found. */
  originals: text(2_000),
  /** 权利主体为特定群体 */
  groupOwner: z.strictObject({ name: line(200), region: z.enum(REGIONS) }),
  /** 权利代表人为相关机构 */
  actingInstitution: z.strictObject({ name: line(200), mandate: text(500) }),
  recorders: z
    .array(z.strictObject({ name: line(200), role: z.enum(RECORDER_ROLES) }))
    .min(1)
    .max(20),
  recorded: datedEventSchema,
  meaning: text(2_000),
  story: text(4_000).optional(),
});

const preRegistrationSchema = z.strictObject({
  kind: z.literal('pre-registration'),
  ...commonFields,
  stage: z.enum(STAGES),
  authors: z.array(personSchema).min(1).max(20),
  owners: z.array(ownerSchema).min(1).max(20),
  created: datedEventSchema,
});

/**
 * Every kind that can be filed, each with its own fields: 作品登记, 民间文艺作品备案, 预登记. A further kind (software, pledge, contract) is a further member
 * of this list; nothing else names them all.
 */
const FORM_SCHEMAS = [worksSchema, folkWorksSchema, preRegistrationSchema] as const;

export const KINDS = ['works', 'folk-works', 'pre-registration'] as const satisfies readonly ApplicationForm['kind'][];
export type Kind = (typeof KINDS)[number];

/** A complete form, with what holds between its fields. */
export const applicationFormSchema = z.discriminatedUnion('kind', FORM_SCHEMAS).superRefine((form, ctx) => {
  const fault = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message });
  if (form.declaration.originClass !== 'original' && form.declaration.sourceMaterial === undefined)
    fault(['declaration', 'sourceMaterial'], 'Expected the source material of a work that is not wholly original.');
  if (form.declaration.generator.used && form.declaration.generator.name === undefined)
    fault(['declaration', 'generator', 'name'], 'Expected the name of the generating model that was used.');
  if (form.kind !== 'folk-works' && !sharesAreWhole(form.owners.map(({ share }) => share)))
    fault(['owners'], 'Expected shares that together are the whole right.');
  if (form.kind === 'works' && form.firstPublished !== undefined && form.firstPublished.date < form.created.date)
    fault(['firstPublished', 'date'], 'Expected a date of first publication not before that of creation.');
});

export type ApplicationForm = z.infer<(typeof FORM_SCHEMAS)[number]>;

export interface FormFault {
  /** Where in the form, as `owners.0.share`. */
  readonly field: string;
  readonly message: string;
}

export type FormReading =
  | { readonly complete: true; readonly form: ApplicationForm }
  | { readonly complete: false; readonly faults: readonly FormFault[] };

/** Reads a form as it was typed: whole, or with all its faults at once. `today` bounds the dates. */
export function readForm(typed: unknown, today: string): FormReading {
  const read = applicationFormSchema.safeParse(typed);
  const faults: FormFault[] = read.success
    ? []
    : read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  faults.push(...futureDates(typed, today).filter(({ field }) => !faults.some((fault) => fault.field === field)));
  return read.success && faults.length === 0 ? { complete: true, form: read.data } : { complete: false, faults };
}

/** The parties in whose name a form is filed, for recusal and for the title chain. */
export function ownersOf(
  form: ApplicationForm,
): readonly { readonly name: string; readonly share: string; readonly basis: string }[] {
  if (form.kind === 'folk-works') return [{ name: form.groupOwner.name, share: '1/1', basis: 'original' }];
  return form.owners.map(({ name, share, basis }) => ({ name, share, basis }));
}

/** The day on which the work is said to have come about. */
export function createdOnOf(form: ApplicationForm): string {
  return form.kind === 'folk-works' ? form.recorded.date : form.created.date;
}

/** Province or region of the (first) owner. */
export function regionOf(form: ApplicationForm): string {
  return form.kind === 'folk-works' ? form.groupOwner.region : form.owners[0]!.region;
}

const DATED = ['created', 'recorded', 'firstPublished'] as const;

/** Dates that lie ahead, whatever else is at fault with the form. */
function futureDates(typed: unknown, today: string): FormFault[] {
  return DATED.flatMap((event) => {
    const dated: unknown = typeof typed === 'object' && typed !== null ? Reflect.get(typed, event) : undefined;
    const date: unknown = typeof dated === 'object' && dated !== null ? Reflect.get(dated, 'date') : undefined;
    if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date) || date <= today) return [];
    return [{ field: `${event}.date`, message: `Expected a date up to today, ${today}.` }];
  });
}

function sharesAreWhole(shares: readonly string[]): boolean {
  let [numerator, denominator] = [0n, 1n];
  for (const share of shares) {
    const [n = 0n, d = 1n] = share.split('/').map(BigInt);
    [numerator, denominator] = [numerator * d + n * denominator, denominator * d];
  }
  return numerator === denominator;
}
