import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpenToPublic } from '../../../../api/http/access.ts';
import type { AnyOperation } from '../../../../api/http/operation.ts';
import { OPERATIONS } from '../../../../api/routes/operations.ts';
import { permissionOf, SCOPES } from '../../../../api/services/access/permissions.ts';
import { STAFF_ROLES, type StaffRole } from '../../../../api/services/access/roles.ts';
import { createApiKey } from '../../../../api/services/accounts/api-keys.ts';
import { actorOfSession, openSession } from '../../../../api/services/accounts/sessions.ts';
import { insertGrant } from '../../../../api/store/accounts/standing-rows.ts';
import { makeAdministrator } from '../../services/accounts/accounts-fixture.ts';
import type { RunningServer } from '../running-server.ts';
import { type PlainServer, startPlainServer } from './plain-server.ts';

let server: PlainServer;
let exposed: RunningServer;
const accounts = new Map<StaffRole | 'designer', string>();

beforeAll(async () => {
  server = await startPlainServer();
  exposed = await server.beside({ SELVEDGE_TRUST_PROXY: '1' });
  const { services } = server.context;
  for (const role of [...STAFF_ROLES, 'designer'] as const) {
    const { id, tenant } = await makeAdministrator(services, `${role}@office.example`);
    accounts.set(role, id);
    await services.store.query("update role_grant set revoked_at = now(), revoked_by = 'test' where account_id = $1", [
      id,
    ]);
    if (role !== 'designer')
      await insertGrant(services.store, { account: id, role, tenant, by: 'test', now: new Date() });
  }
});
afterAll(() => server.close());

/** Asks without what the operation needs, so that whoever is let in is told of that and changes nothing. */
async function statusOf(
  operation: AnyOperation,
  headers: Record<string, string>,
  on: RunningServer = server,
): Promise<number> {
  const path = operation.path.replace(/\{\w+\}/g, 'none');
  const response = await on.fetch(path, { method: operation.method.toUpperCase(), headers });
  await response.arrayBuffer();
  return response.status;
}

async function cookieOf(role: StaffRole | 'designer', secondFactor: boolean): Promise<Record<string, string>> {
  const token = await openSession(server.context.services, accounts.get(role)!, { secondFactor });
  return { cookie: `selvedge-session=${token}`, 'sec-fetch-site': 'same-origin' };
}

/** What concerns all offices at once is for whoever acts in every office: these accounts act in one. */
const ofAllOffices = (operation: AnyOperation) => operation.action === 'backup:create';

const isLetIn = (status: number) => status !== 401 && status !== 403;

describe.each(OPERATIONS.filter(({ anonymous }) => !anonymous))('$method $path ($action)', (operation) => {
  const { public: access, roles, scope } = permissionOf(operation.action);
  const everybody = access === 'always' || roles.designer !== undefined;

  it.each(STAFF_ROLES)('lets a %s in just where the table names the role or everybody', async (role) => {
    const status = await statusOf(operation, await cookieOf(role, true));
    expect(isLetIn(status), String(status)).toBe(everybody || (roles[role] !== undefined && !ofAllOffices(operation)));
    const half = await statusOf(operation, await cookieOf(role, false));
    expect(isLetIn(half), `without a second factor: ${half}`).toBe(everybody);
  });

  it('lets a designer in just where everybody may', async () => {
    expect(isLetIn(await statusOf(operation, await cookieOf('designer', true)))).toBe(everybody);
  });

  it('lets the public in as the table and the exposure of the server say', async () => {
    for (const each of [server, exposed])
      expect(isLetIn(await statusOf(operation, {}, each))).toBe(isOpenToPublic(operation.action, each.context.config));
  });

  it('lets a key of an administrator in just with its scope', async () => {
    const { services } = server.context;
    const actor = (await actorOfSession(
      services,
      await openSession(services, accounts.get('administrator')!, { secondFactor: true }),
    ))!;
    const allowed = everybody || (roles.administrator !== undefined && !ofAllOffices(operation));
    for (const scopes of [SCOPES.filter((each) => each === scope), SCOPES.filter((each) => each !== scope)]) {
      const { secret } = await createApiKey(services, actor, { name: 'key', scopes, days: 1 });
      const has = scopes.some((each) => each === scope);
      expect(isLetIn(await statusOf(operation, { authorization: `Bearer ${secret}` }))).toBe(
        access === 'always' || (has && allowed),
      );
    }
  });
});
