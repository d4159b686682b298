import { checkFeed } from '../../api/store/change-feed.ts';
import type { Queryable } from '../../api/store/database.ts';

/** What the users were told has been stored: held to the database when all is over. */
export class Ledger {
  readonly #drafts = new Map<string, { readonly id: string; readonly version: number; readonly mark: string }>();
  readonly #saved = new Map<string, string>();
  readonly #submitted = new Map<string, string>();
  #marks = 0;

  nextMark(): string {
    return `mark-${++this.#marks}`;
  }

  /** The draft that the party worked on last. */
  draftOf(party: string): { readonly id: string; readonly version: number } | undefined {
    return this.#drafts.get(party);
  }

  saved(party: string, id: string, version: number, mark: string): void {
    this.#drafts.set(party, { id, version, mark });
    this.#saved.set(id, mark);
  }

  submitted(id: string, mark: string): void {
    this.#submitted.set(id, mark);
  }

  get acknowledged(): number {
    return this.#saved.size + this.#submitted.size;
  }

  /** Whatever is missing or other than it was acknowledged. */
  async faultsIn(db: Queryable): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const [id, mark] of this.#saved) {
      const [row] = await db.query<{ title: string }>(
        `select form ->> 'title' as title from application where id = $1`,
        [id],
      );
      if (row?.title !== `Design ${mark}`)
        faults.push(`draft ${id} holds ${row?.title ?? 'nothing'} in place of ${mark}`);
    }
    for (const [id, mark] of this.#submitted) {
      const [row] = await db.query<{ title: string; state: string; events: number; checks: number }>(
        `select a.title, a.state, (select count(*) from application_event e where e.application_key = a.key and e.event = 'submit') as events,
           (select count(*) from application_check c where c.application_key = a.key and c.purpose = 'submission') as checks
         from application a where a.id = $1`,
        [id],
      );
      const isWhole =
        row?.title === `Design ${mark}` && row.state === 'submitted' && row.events === 1 && row.checks === 1;
      if (!isWhole) faults.push(`submission ${id} is ${JSON.stringify(row)}`);
    }
    const { fault } = await checkFeed(db);
    if (fault !== undefined) faults.push(fault);
    return faults;
  }
}
