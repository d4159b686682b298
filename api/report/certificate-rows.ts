import type { CertificateContent } from '../proof/certificate.ts';
import { parseCheckpoint } from '../proof/note/checkpoint.ts';
import { parseNote } from '../proof/note/signed-note.ts';
import type { ApplicationForm } from '../registration/application-form.ts';
import type { CertificateTexts } from './certificate-texts.ts';
import type { Row } from './draw-rows.ts';
import { reportFont } from './font.ts';

/** What stands on the certificate, line by line, in its order. */
export function certificateRows(
  content: CertificateContent,
  form: ApplicationForm,
  texts: CertificateTexts,
): readonly Row[] {
  const { label } = texts;
  const { registration, replaces, depositReference, proof } = content;
  const rows: readonly (Row | false | undefined)[] = [
    [label.workTitle, registration.title],
    form.kind !== 'folk-works' && [label.owners, ownersText(content, form, texts)],
    ...(form.kind === 'folk-works' ? folkRows(form, texts) : workRows(form, texts)),
    registration.priorityOn !== null && [label.priority, registration.priorityOn],
    registration.decidedOn !== null && [label.decided, registration.decidedOn],
    form.agent && [label.agent, [form.agent.name, form.agent.workstation].filter(Boolean).join(' · ')],
    depositReference !== null && [label.deposit, depositReference],
    ...registration.pictures.map(({ sha256 }): Row => [label.picture, sha256]),
    replaces !== null && [label.replaces, replaces],
    [label.log, texts.placeOf(parseCheckpoint(parseNote(proof.checkpoint).text).origin, proof.index)],
  ];
  const { printable } = reportFont();
  return rows.filter((row): row is Row => Array.isArray(row)).map(([name, value]) => [name, printable(value)]);
}

function workRows(
  form: Exclude<ApplicationForm, { kind: 'folk-works' }>,
  texts: CertificateTexts,
): readonly (Row | undefined)[] {
  const { label } = texts;
  const { declaration } = form;
  return [
    form.kind === 'works' ? [label.workType, texts.workType[form.workType]] : undefined,
    [label.authors, form.authors.map(({ name }) => name).join(texts.between)],
    [label.created, dated(form.created, texts)],
    form.kind === 'works' && form.firstPublished
      ? [label.firstPublished, dated(form.firstPublished, texts)]
      : undefined,
    [label.stage, texts.stage[form.stage]],
    [label.originClass, texts.originClass[declaration.originClass]],
    declaration.sourceMaterial === undefined ? undefined : [label.sourceMaterial, declaration.sourceMaterial],
    [label.generator, generatorOf(declaration.generator, texts)],
  ];
}

/** Whoever holds the right now; how he came to it only where he is one of those who filed. */
function ownersText(
  { registration }: CertificateContent,
  form: Exclude<ApplicationForm, { kind: 'folk-works' }>,
  texts: CertificateTexts,
): string {
  const basisOf = (name: string) => form.owners.find((owner) => owner.name === name)?.basis;
  return registration.owners
    .map(({ name, share }) => {
      const basis = basisOf(name);
      return `${name}${texts.aside([share, ...(basis === undefined ? [] : [texts.basis[basis]])].join(texts.comma))}`;
    })
    .join(texts.between);
}

function folkRows(
  form: Extract<ApplicationForm, { kind: 'folk-works' }>,
  texts: CertificateTexts,
): readonly (Row | undefined)[] {
  const { label } = texts;
  return [
    [label.workType, texts.workType[form.workType]],
    [label.originals, form.originals],
    [label.groupOwner, form.groupOwner.name],
    [label.actingInstitution, `${form.actingInstitution.name}${texts.aside(form.actingInstitution.mandate)}`],
    [
      label.recorders,
      form.recorders.map(({ name, role }) => `${name}${texts.aside(texts.role[role])}`).join(texts.between),
    ],
    [label.recorded, dated(form.recorded, texts)],
    [label.meaning, form.meaning],
    form.story === undefined ? undefined : [label.story, form.story],
  ];
}

function generatorOf(
  { used, name, part }: ApplicationForm['declaration']['generator'],
  { noGenerator }: CertificateTexts,
): string {
  return used ? [name, part].filter(Boolean).join(' · ') : noGenerator;
}

function dated(
  { date, place }: { readonly date: string; readonly place: string },
  { comma }: CertificateTexts,
): string {
  return `${date}${comma}${place}`;
}
