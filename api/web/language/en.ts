import type { EditCode, Grade } from '../../../engine/index.ts';
import { VOCABULARY } from '../../texts/vocabulary.ts';
import { account } from './en/account.ts';
import { bulk } from './en/bulk.ts';
import { check } from './en/check.ts';
import { comparison } from './en/comparison.ts';
import { deposit } from './en/deposit.ts';
import { evidence } from './en/evidence.ts';
import { filing } from './en/filing.ts';
import { findings } from './en/findings.ts';
import { library } from './en/library.ts';
import { oversight } from './en/oversight.ts';
import { panels } from './en/panels.ts';
import { parties } from './en/parties.ts';
import { people } from './en/people.ts';
import { problems } from './en/problems.ts';
import { registry } from './en/registry.ts';
import { reports } from './en/reports.ts';
import { rights } from './en/rights.ts';
import { shell } from './en/shell.ts';
import { verification } from './en/verification.ts';
import { keyed, sentenceCase } from './keyed.ts';

const own = {
  ...account,
  ...bulk,
  ...check,
  ...comparison,
  ...deposit,
  ...evidence,
  ...filing,
  ...findings,
  ...library,
  ...oversight,
  ...panels,
  ...parties,
  ...people,
  ...problems,
  ...registry,
  ...reports,
  ...rights,
  ...shell,
  ...verification,
} as const;

/** `{name}` in a text is filled in; `.one` and `.other` are chosen by number. */
export type MessageKey = keyof typeof own | `grade.${Grade}` | `edit.${EditCode}`;

/** Every text of the web client in English. */
export const en: Readonly<Record<MessageKey, string>> = {
  ...keyed('grade', sentenceCase(VOCABULARY.en.grade)),
  ...keyed('edit', VOCABULARY.en.edit),
  ...own,
};
