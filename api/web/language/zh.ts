import { VOCABULARY } from '../../texts/vocabulary.ts';
import type { MessageKey } from './en.ts';
import { keyed } from './keyed.ts';
import { account } from './zh/account.ts';
import { bulk } from './zh/bulk.ts';
import { check } from './zh/check.ts';
import { comparison } from './zh/comparison.ts';
import { deposit } from './zh/deposit.ts';
import { evidence } from './zh/evidence.ts';
import { filing } from './zh/filing.ts';
import { findings } from './zh/findings.ts';
import { library } from './zh/library.ts';
import { oversight } from './zh/oversight.ts';
import { panels } from './zh/panels.ts';
import { parties } from './zh/parties.ts';
import { people } from './zh/people.ts';
import { problems } from './zh/problems.ts';
import { registry } from './zh/registry.ts';
import { reports } from './zh/reports.ts';
import { rights } from './zh/rights.ts';
import { shell } from './zh/shell.ts';
import { verification } from './zh/verification.ts';

/** 网页的全部中文文字；键与 `en.ts` 相同。 */
export const zh: Readonly<Record<MessageKey, string>> = {
  ...keyed('grade', VOCABULARY.zh.grade),
  ...keyed('edit', VOCABULARY.zh.edit),
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
};
