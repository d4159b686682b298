import type { FormFault, Kind } from './application-form.ts';
import { EVIDENCE_ABOUT, type EvidenceAbout } from './evidence-about.ts';

/** A file handed in beside a form, as the form states it. */
export interface EvidenceFile {
  readonly about: EvidenceAbout;
  readonly title: string;
  readonly sha256: string;
}

/** What a form states as evidence of a date: a file, by its digest, or a reference to what is kept elsewhere. */
export interface Statement {
  readonly title: string;
  readonly sha256?: string;
  readonly reference?: string;
}

type Typed = Readonly<Record<string, unknown>>;

const FIELDS = {
  works: { creation: 'created', 'first-publication': 'firstPublished' },
  'folk-works': { creation: 'recorded' },
  'pre-registration': { creation: 'created' },
} as const satisfies Record<Kind, Partial<Record<EvidenceAbout, string>>>;

/** The dated field that evidence belongs to; undefined where a form of this kind has no such date. */
export function datedField(kind: Kind, about: EvidenceAbout): string | undefined {
  const fields: Partial<Record<EvidenceAbout, string>> = FIELDS[kind];
  return fields[about];
}

/** The dates of a form of this kind that can be evidenced. */
export function evidencedDates(kind: Kind): readonly EvidenceAbout[] {
  return EVIDENCE_ABOUT.filter((about) => datedField(kind, about) !== undefined);
}

/** What a form states of a date, as far as it was typed in order. */
export function statementsOf(form: Typed, kind: Kind, about: EvidenceAbout): readonly Statement[] {
  const list = listAt(form, datedField(kind, about));
  return (list ?? []).filter((one): one is Statement => typeof one === 'object' && one !== null && 'title' in one);
}

/** The form with a statement for each file; the same form where each has one. What was typed otherwise stays. */
export function withFilesStated<T extends Typed>(form: T, kind: Kind, files: readonly EvidenceFile[]): T {
  let stated = form;
  for (const { about, title, sha256 } of files) {
    const field = datedField(kind, about);
    const list = listAt(stated, field);
    if (field === undefined || list === undefined || list.some(isOf(sha256))) continue;
    stated = withList(stated, field, [...list, { title, sha256 }]);
  }
  return stated;
}

/** The form without this statement, and without the date's field where nothing else was typed into that. */
export function withoutStatement<T extends Typed>(
  form: T,
  kind: Kind,
  about: EvidenceAbout,
  isMeant: (one: unknown) => boolean,
): T {
  const field = datedField(kind, about);
  const list = listAt(form, field);
  if (field === undefined || list === undefined || !list.some(isMeant)) return form;
  return withList(
    form,
    field,
    list.filter((one) => !isMeant(one)),
  );
}

/** Whether a statement is of the file with this digest. */
export function isOf(sha256: string): (one: unknown) => boolean {
  return (one) => typeof one === 'object' && one !== null && Reflect.get(one, 'sha256') === sha256;
}

/** Statements of files that were not handed in. */
export function statementsWithoutFile(form: Typed, kind: Kind, files: readonly EvidenceFile[]): readonly FormFault[] {
  return evidencedDates(kind).flatMap((about) => {
    const field = datedField(kind, about);
    return (listAt(form, field) ?? []).flatMap((one, i) => {
      const sha256: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, 'sha256') : undefined;
      if (sha256 === undefined || files.some((file) => file.about === about && file.sha256 === sha256)) return [];
      return [{ field: `${field}.evidence.${i}.sha256`, message: 'Expected the file that is stated as evidence.' }];
    });
  });
}

/** The form for whoever may not know what evidences its dates. */
export function withoutEvidence<T extends Typed>(form: T, kind: Kind): T {
  const dates = evidencedDates(kind).map((about) => datedField(kind, about)!);
  return Object.fromEntries(
    Object.entries(form).map(([field, value]) =>
      dates.includes(field) && isObject(value) ? [field, { ...value, evidence: [] }] : [field, value],
    ),
  ) as T;
}

/** Undefined where something else than a list was typed: it is named as a fault of the form. */
function listAt(form: Typed, field: string | undefined): readonly unknown[] | undefined {
  if (field === undefined) return undefined;
  const dated = form[field] ?? {};
  const list = isObject(dated) ? (dated.evidence ?? []) : undefined;
  return Array.isArray(list) ? list : undefined;
}

function withList<T extends Typed>(form: T, field: string, evidence: readonly unknown[]): T {
  const { evidence: _, ...dated } = (form[field] ?? {}) as Typed;
  const { [field]: __, ...others } = form;
  if (evidence.length === 0 && Object.keys(dated).length === 0) return others as T;
  return { ...form, [field]: { ...dated, evidence } };
}

function isObject(value: unknown): value is Typed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
