import { appendFileSync } from 'node:fs';
import type { Actor } from '../../../api/services/access/actor.ts';
import { propose, takeCase } from '../../../api/services/applications/examine.ts';
import { openPlain } from '../services/registry-fixture.ts';

/** Decides one submitted case after the other until it is killed, noting each decision that was acknowledged. */
const [dataDir, acknowledgedFile, examinerJson] = process.argv.slice(2) as [string, string, string];
const examiner = JSON.parse(examinerJson) as Actor;
const registry = await openPlain({ dataDir, databaseUrl: null });
const waiting = await registry.store.query<{ id: string; state: string }>(
  `select id, state from application where state in ('submitted', 'in-examination') order by key`,
);
process.stdout.write('deciding\n');
const grant = { outcome: 'grant', reason: 'nothing-earlier-found', note: 'Nothing.', judgements: [] } as const;
for (const { id, state } of waiting) {
  if (state === 'submitted') await takeCase(registry, examiner, id);
  const { number } = await propose(registry, examiner, id, grant);
  appendFileSync(acknowledgedFile, `${id} ${number}\n`);
  process.stdout.write('acknowledged\n');
}
