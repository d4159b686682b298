import { prepareDatabase } from './api/store/prepared-database.ts';

/** What all test files share, made once before the first of them. */
export default async function prepareRun(): Promise<void> {
  await prepareDatabase();
}
