import type { Kind } from '../../registration/application-form.ts';
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
} from '../../registration/form-codes.ts';

export interface FormField {
  /** Place in the form; in a row of a list, place in the row. */
  readonly path: string;
  /** Key of the label, `formField.…`. */
  readonly label: string;
  readonly control: 'text' | 'long-text' | 'date' | 'choice' | 'tick' | 'choices';
  /** Codes to choose from, their words under `choice.…`. */
  readonly codes?: readonly string[];
}

export interface FormSection {
  /** Key of the heading, `formSection.…`. */
  readonly title: string;
  readonly fields: readonly FormField[];
  /** Set where the section is a list: the place of the list, whose rows have these fields. */
  readonly list?: string;
}

const field = (path: string, control: FormField['control'] = 'text', codes?: readonly string[]): FormField => ({
  path,
  label: path,
  control,
  ...(codes && { codes }),
});

const GENERAL: FormSection = {
  title: 'general',
  fields: [
    field('title'),
    field('lane', 'choice', ['ordinary', 'fast']),
    field('jurisdictionGround', 'choice', JURISDICTION_GROUNDS),
    field('channel', 'choice', CHANNELS),
  ],
};

const AUTHORS: FormSection = {
  title: 'authors',
  list: 'authors',
  fields: [field('name'), field('entity', 'choice', ENTITY_KINDS)],
};

const OWNERS: FormSection = {
  title: 'owners',
  list: 'owners',
  fields: [
    field('name'),
    field('entity', 'choice', ENTITY_KINDS),
    field('creditCode'),
    field('region', 'choice', REGIONS),
    field('basis', 'choice', RIGHT_BASES),
    field('share'),
  ],
};

const DECLARATION: FormSection = {
  title: 'declaration',
  fields: [
    field('declaration.originClass', 'choice', ORIGIN_CLASSES),
    field('declaration.sourceMaterial', 'long-text'),
    field('declaration.generator.used', 'tick'),
    field('declaration.generator.name'),
    field('declaration.generator.part', 'long-text'),
    field('declaration.statementsTrue', 'tick'),
  ],
};

const FURTHER: FormSection = {
  title: 'further',
  fields: [
    field('earlierVersion'),
    field('agent.name'),
    field('agent.workstation'),
    field('agent.custodyAgreement'),
    field('industryCode'),
    field('depositReference'),
  ],
};

const CREATION = [field('created.date', 'date'), field('created.place')];

/** What is asked for each kind, in the order in which it is asked. */
export const FORM_SECTIONS: Readonly<Record<Kind, readonly FormSection[]>> = {
  works: [
    GENERAL,
    {
      title: 'work',
      fields: [
        field('workType', 'choice', WORK_TYPES),
        field('stage', 'choice', STAGES),
        ...CREATION,
        field('firstPublished.date', 'date'),
        field('firstPublished.place'),
        field('titleEvidence', 'choices', TITLE_EVIDENCE),
        field('preRegistration'),
      ],
    },
    AUTHORS,
    OWNERS,
    DECLARATION,
    FURTHER,
  ],
  'folk-works': [
    GENERAL,
    {
      title: 'folk',
      fields: [
        field('workType', 'choice', WORK_TYPES),
        field('originals', 'long-text'),
        field('groupOwner.name'),
        field('groupOwner.region', 'choice', REGIONS),
        field('actingInstitution.name'),
        field('actingInstitution.mandate', 'long-text'),
        field('recorded.date', 'date'),
        field('recorded.place'),
        field('meaning', 'long-text'),
        field('story', 'long-text'),
      ],
    },
    { title: 'recorders', list: 'recorders', fields: [field('name'), field('role', 'choice', RECORDER_ROLES)] },
    DECLARATION,
    FURTHER,
  ],
  'pre-registration': [
    GENERAL,
    { title: 'work', fields: [field('stage', 'choice', STAGES), ...CREATION] },
    AUTHORS,
    OWNERS,
    DECLARATION,
    FURTHER,
  ],
};
