import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationForm } from '../../../api/registration/application-form.ts';
import type { Actor } from '../../../api/services/access/actor.ts';
import { ANONYMOUS } from '../../../api/services/access/actor.ts';
import type { StaffRole } from '../../../api/services/access/roles.ts';
import { openSession } from '../../../api/services/accounts/sessions.ts';
import { createDraft } from '../../../api/services/applications/drafts.ts';
import { addPicture } from '../../../api/services/applications/pictures.ts';
import { preCheck, submit } from '../../../api/services/applications/submit.ts';
import type { ServiceContext } from '../../../api/services/context.ts';
import type { ApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { makeId } from '../../../api/store/record-id.ts';
import { writeSetting } from '../../../api/store/settings.ts';

export interface FormExample {
  readonly name: string;
  readonly form: ApplicationForm;
}

export const EXAMPLES: readonly FormExample[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../registration/forms/good.json'), 'utf8'),
);

/** A form of `works` in the name of one owner. */
export function worksForm(owner: string, changes: object = {}): Record<string, unknown> {
  const { form } = EXAMPLES[0]!;
  const owners = [{ name: owner, entity: 'legal-person', region: '33', basis: 'employment', share: '1/1' }];
  return {
    ...form,
    owners,
    created: { date: '2026-01-05', place: 'Shaoxing', evidence: [] },
    firstPublished: undefined,
    ...changes,
  };
}

export interface Office {
  readonly tenant: string;
  /** Somebody who files in the name of his own party of this name. */
  designer(name: string): Promise<Actor & { readonly account: string; readonly party: string }>;
  staff(role: StaffRole, tenant?: string): Promise<Actor & { readonly account: string }>;
  /** The secret of a session in which the account has shown its second factor. */
  session(account: string): Promise<string>;
  /** Declares that an account is tied to a party. */
  link(account: string, party: string): Promise<void>;
}

let people = 0;

/** An office with people in it, written straight into the tables. The sample of second reviews is set to none. */
export async function openOffice(registry: ServiceContext, name = '浙江省版权局'): Promise<Office> {
  const { store } = registry;
  const now = registry.clock();
  const tenant = makeId('TN', now);
  await store.query('insert into tenant (id, name, region, contact, created_at) values ($1, $2, $3, $4, $5)', [
    tenant,
    name,
    '33',
    'office@example.org',
    now,
  ]);
  await writeSetting(store, 'second-review-sample', { seed: 'of the tests', share: 0 });
  const account = async () => {
    const id = makeId('AC', now);
    await store.query(
      `insert into account (id, email, name, language, tenant_id, status, created_at) values ($1, $2, $3, 'zh', $4, 'active', $5)`,
      [id, `${++people}.${id.toLowerCase()}@example.org`, `Person ${people}`, tenant, now],
    );
    return id;
  };
  const session = { ...ANONYMOUS, credential: 'session', tenant } as const;
  return {
    tenant,
    async designer(partyName) {
      const id = await account();
      const party = makeId('PT', now);
      await store.query(
        `insert into party (id, kind, name, tenant_id, region, verification, created_at, created_by) values ($1, 'firm', $2, $3, '33', 'verified', $4, $5)`,
        [party, partyName, tenant, now, id],
      );
      await store.query('insert into membership (party_id, account_id, manages, since) values ($1, $2, true, $3)', [
        party,
        id,
        now,
      ]);
      return { ...session, name: id, account: id, party, parties: [{ party, role: 'firm-member', manages: true }] };
    },
    async staff(role, otherTenant = tenant) {
      const id = await account();
      await store.query(
        `insert into role_grant (account_id, role, tenant_id, granted_at, granted_by) values ($1, $2, $3, $4, 'test')`,
        [id, role, otherTenant, now],
      );
      return { ...session, name: id, account: id, secondFactor: true, staff: [{ role, tenant: otherTenant }] };
    },
    async session(accountId) {
      return openSession(registry, accountId, { secondFactor: true });
    },
    async link(accountId, party) {
      await store.query(
        `insert into party_link (id, account_id, party_id, kind, declared_at, declared_by) values ($1, $2, $3, 'family', $4, $2)`,
        [makeId('LK', now), accountId, party, now],
      );
    },
  };
}

/** A picture for the plain engine: `drawing|variant`. Those of one drawing are identical to it, those of two have nothing in common. */
export function designOf(text: string): Uint8Array {
  const [drawing = '', variant = ''] = text.split('|');
  const digest = createHash('sha256').update(drawing).digest('hex').slice(0, 32);
  return new Uint8Array(Buffer.from(`${digest} ${variant}`));
}

export async function draftOf(
  registry: ServiceContext,
  designer: Actor & { readonly party: string },
  picture: string | Uint8Array,
  form: Record<string, unknown>,
): Promise<ApplicationRow> {
  const kind = (form.kind ?? 'works') as ApplicationForm['kind'];
  const { id } = await createDraft(registry, designer, { party: designer.party, kind, form });
  const bytes = typeof picture === 'string' ? designOf(picture) : picture;
  const upload = { bytes, fileName: 'design.png', role: 'flat-design', repeatMm: { width: 320, height: 640 } } as const;
  return (await addPicture(registry, id, upload, { actor: designer })).application;
}

export async function filed(
  registry: ServiceContext,
  designer: Actor & { readonly party: string },
  picture: string | Uint8Array,
  form: Record<string, unknown>,
): Promise<ApplicationRow> {
  const { id } = await draftOf(registry, designer, picture, form);
  await preCheck(registry, id, { actor: designer });
  return submit(registry, id, { actor: designer });
}
