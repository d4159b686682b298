import { randomBytes } from 'node:crypto';
import type { SampleRule } from '../../registration/second-review.ts';
import type { Queryable } from '../../store/database.ts';
import { keepSetting } from '../../store/settings.ts';

const SETTING = 'second-review-sample';
/** Share of undoubted grants that a second examiner looks at: enough to notice a habit, few enough for the fast lane. */
const SHARE = 0.05;

/** The registry's own rule, made on first use. The seed stays in the database: whoever knew it could tell which cases are drawn. */
export function sampleRule(db: Queryable): Promise<SampleRule> {
  return keepSetting<SampleRule>(db, SETTING, { seed: randomBytes(16).toString('hex'), share: SHARE });
}
