import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introduceWriteToken, serviceOfToken } from '../../../../api/services/access/write-token.ts';
import { actorOfSession, endSession } from '../../../../api/services/accounts/sessions.ts';
import { signIn } from '../../../../api/services/accounts/sign-in.ts';
import { readAudit } from '../../../../api/store/audit-trail.ts';
import type { TestDatabase } from '../../store/databases.ts';
import { type AccountsPlace, makeAdministrator, openAccounts, PASSWORD } from './accounts-fixture.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Signing in, on whichever database `make` gives. */
export function signInContract(name: string, make: () => Promise<TestDatabase>): void {
  describe(`signing in on ${name}`, () => {
    let place: AccountsPlace;
    let people = 0;
    beforeAll(async () => {
      place = await openAccounts(make);
    });
    afterAll(() => place?.dispose());

    async function person(): Promise<{ id: string; tenant: string; email: string }> {
      const email = `person-${++people}@office.example`;
      return { ...(await makeAdministrator(place, email)), email };
    }
    const refusal = (email: string, password: string) =>
      signIn(place, { email, password }).then(
        () => 'signed in',
        (error: { code: string }) => error.code,
      );

    it('ends the token of the first start with the first administrator', async () => {
      const token = (await introduceWriteToken(place.store))!;
      expect(await serviceOfToken(place.store, undefined, token)).toMatchObject({ credential: 'service' });
      const { id } = await person();
      expect(await serviceOfToken(place.store, undefined, token)).toBeUndefined();
      expect(await introduceWriteToken(place.store)).toBeUndefined();
      expect((await readAudit(place.store, 'account', id)).map(({ action }) => action)).toEqual([
        'create-account',
        'grant-role',
      ]);
    });

    it('opens a session whose actor has the roles of the account, without a second factor', async () => {
      const { id, tenant, email } = await person();
      const token = await signIn(place, { email: email.toUpperCase(), password: PASSWORD });
      expect(await actorOfSession(place, token)).toEqual({
        credential: 'session',
        name: id,
        account: id,
        tenant,
        staff: [{ role: 'administrator', tenant: null }],
        parties: [],
        scopes: 'all',
        secondFactor: false,
      });
      expect(await actorOfSession(place, `${token.slice(0, -1)}_`)).toBeUndefined();
      await endSession(place, token);
      expect(await actorOfSession(place, token)).toBeUndefined();
    });

    it('keeps the secret of a session as a digest only', async () => {
      const { email } = await person();
      const token = await signIn(place, { email, password: PASSWORD });
      const rows = await place.store.query('select * from session');
      expect(JSON.stringify(rows)).not.toContain(token.slice(8));
    });

    it('ends a session after half an hour without use and after twelve hours in any case', async () => {
      const { email } = await person();
      const idle = await signIn(place, { email, password: PASSWORD });
      const used = await signIn(place, { email, password: PASSWORD });
      place.pass(29 * MINUTE);
      expect(await actorOfSession(place, used)).toBeDefined();
      place.pass(2 * MINUTE);
      expect(await actorOfSession(place, idle)).toBeUndefined();
      for (let i = 0; i < 28; i++) {
        place.pass(0.4 * HOUR);
        expect(await actorOfSession(place, used)).toBeDefined();
      }
      place.pass(0.4 * HOUR);
      expect(await actorOfSession(place, used)).toBeUndefined();
    });

    it('is refused alike for an unknown address, a wrong password and an account that is not active', async () => {
      const { id, email } = await person();
      expect(await refusal(email, 'wrong')).toBe('sign-in-refused');
      expect(await refusal('nobody@office.example', 'wrong')).toBe('sign-in-refused');
      const token = await signIn(place, { email, password: PASSWORD });
      await place.store.query("update account set status = 'disabled' where id = $1", [id]);
      expect(await refusal(email, PASSWORD)).toBe('sign-in-refused');
      expect(await actorOfSession(place, token)).toBeUndefined();
    });

    it('is paused after five wrong passwords, ever longer, whether the account exists or not', async () => {
      const { email } = await person();
      for (const address of [email, 'ghost@office.example']) {
        for (let i = 0; i < 5; i++) expect(await refusal(address, 'wrong')).toBe('sign-in-refused');
        const blocked = await signIn(place, { email: address, password: PASSWORD }).catch((error: unknown) => error);
        expect(blocked).toMatchObject({ code: 'too-many-attempts', details: { retryAfterS: 30 } });
        place.pass(31_000);
        expect(await refusal(address, 'wrong')).toBe('sign-in-refused');
        const longer = await signIn(place, { email: address, password: 'wrong' }).catch((error: unknown) => error);
        expect(longer).toMatchObject({ code: 'too-many-attempts', details: { retryAfterS: 60 } });
        place.pass(61_000);
      }
      expect(await refusal(email, PASSWORD)).toBe('signed in');
      expect(await refusal(email, 'wrong')).toBe('sign-in-refused');
    });

    it('lets no more wrong attempts through when many come at once', async () => {
      const { email } = await person();
      const codes = await Promise.all(Array.from({ length: 20 }, () => refusal(email, 'wrong')));
      expect(codes.filter((code) => code === 'sign-in-refused')).toHaveLength(5);
      expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(15);
    });

    it('is in the audit trail, which refuses to be changed', async () => {
      const { id, email } = await person();
      await signIn(place, { email, password: PASSWORD });
      expect((await readAudit(place.store, 'account', id)).at(-1)).toMatchObject({ actor: id, action: 'sign-in' });
      for (const statement of [
        'update audit_trail set actor = $$x$$',
        'delete from audit_trail',
        'truncate audit_trail',
      ])
        await expect(place.store.execute(statement)).rejects.toMatchObject({ sqlState: '23000' });
    });
  });
}
