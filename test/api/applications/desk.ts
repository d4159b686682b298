import type { Actor } from '../../../api/services/access/actor.ts';
import { type Judgement, propose, takeCase } from '../../../api/services/applications/examine.ts';
import type { StorageLocation } from '../../../api/services/open-storage.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { type ApplicationRow, readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { CRITERIA } from '../../../engine/index.ts';
import { openPlain } from '../services/registry-fixture.ts';
import { filed, type Office, openOffice, worksForm } from './office.ts';

export const grant = {
  outcome: 'grant',
  reason: 'nothing-earlier-found',
  note: 'Nothing earlier was found.',
  judgements: [],
} as const;
export const refusal = { outcome: 'refusal', reason: 'earlier-identical-work', note: 'The same drawing.' } as const;
export const agreed = { reason: 'agrees-with-proposal', note: 'I come to the same conclusion.' } as const;

export const judged = (work: string): Judgement => ({
  work,
  conclusion: 'same-work',
  criteria: CRITERIA.map((criterion) => ({ criterion, judgement: 'same', reason: '' })),
});

export type Designer = Awaited<ReturnType<Office['designer']>>;
export type Staff = Awaited<ReturnType<Office['staff']>>;

/** A registry with an office, on a clock of the test's own. */
export interface Desk {
  readonly registry: Registry;
  readonly office: Office;
  readonly mill: Designer;
  readonly examiner: Staff;
  readonly second: Staff;
  readonly registrar: Staff;
  /** Sets the clock. */
  travel(instant: string): void;
  by(actor: Actor): { readonly actor: Actor };
  rowOf(id: string): Promise<ApplicationRow>;
  /** Files a work and registers it. */
  registered(picture: string, form?: Record<string, unknown>, designer?: Designer): Promise<ApplicationRow>;
}

export async function openDesk(location: StorageLocation): Promise<Desk> {
  let now = new Date('2026-03-02T02:00:00Z');
  const registry = await openPlain(location, undefined, () => now);
  const office = await openOffice(registry);
  const mill = await office.designer('柯桥织造');
  const examiner = await office.staff('examiner');
  return {
    registry,
    office,
    mill,
    examiner,
    second: await office.staff('examiner'),
    registrar: await office.staff('registrar'),
    travel(instant) {
      now = new Date(instant);
    },
    by: (actor) => ({ actor }),
    rowOf: async (id) => (await readApplicationRow(registry.store, id))!,
    async registered(picture, form = worksForm('柯桥织造'), designer = mill) {
      const { id } = await filed(registry, designer, picture, form);
      await takeCase(registry, examiner, id);
      const row = await propose(registry, examiner, id, grant);
      if (row.state !== 'registered') throw new Error(`${id} is ${row.state}`);
      return row;
    },
  };
}
