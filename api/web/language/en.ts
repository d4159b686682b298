import type { EditCode, Grade } from '../../../engine/index.ts';
import { VOCABULARY } from '../../texts/vocabulary.ts';
import { account } from './en/account.ts';
import { check } from './en/check.ts';
import { comparison } from './en/comparison.ts';
import { deposit } from './en/deposit.ts';
import { filing } from './en/filing.ts';

import { findings } from './en/findings.ts';
import { library } from './en/library.ts';
import { problems } from './en/problems.ts';
import { registry } from './en/registry.ts';
import { shell } from './en/shell.ts';
import { keyed, sentenceCase } from './keyed.ts';

type OwnKey =
  | keyof typeof shell
  | keyof typeof account
  | keyof typeof check
  | keyof typeof deposit
  | keyof typeof findings
  | keyof typeof comparison
  | keyof typeof library
  | keyof typeof problems
  | keyof typeof filing
  | keyof typeof registry;

/** `{name}` in a text is filled in; `.one` and `.other` are chosen by number. */
export type MessageKey = OwnKey | `grade.${Grade}` | `edit.${EditCode}`;

/** Every text of the web client in English. */
export const en: Readonly<Record<MessageKey, string>> = {
  ...keyed('grade', sentenceCase(VOCABULARY.en.grade)),
  ...keyed('edit', VOCABULARY.en.edit),
  ...shell,
  ...account,
  ...check,
  ...deposit,
  ...findings,
  ...comparison,
  ...library,
  ...problems,
  ...filing,
  ...registry,
};
