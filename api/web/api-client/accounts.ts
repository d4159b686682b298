import type { AccountFileView } from '../../schemas/account.ts';
import type { Language } from '../language/messages.ts';
import { sendForJson, sendForNothing } from './request.ts';

/** What the session says of the person at this browser; the shape of `GET /v1/session`. */
export interface SignedIn {
  readonly signedIn: true;
  readonly account: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly language: Language;
    readonly tenant: string | null;
  };
  readonly staff: readonly StaffGrant[];
  readonly parties: readonly { readonly party: string; readonly role: string; readonly manages: boolean }[];
  readonly secondFactor: {
    readonly shown: boolean;
    readonly totp: boolean;
    readonly passkeys: number;
    readonly recoveryCodes: number;
  };
}
export type Session = { readonly signedIn: false } | SignedIn;

export interface StaffGrant {
  readonly role: string;
  readonly tenant: string | null;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

export interface ListedAccount {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly status: string;
  readonly staff: readonly StaffGrant[];
}

export interface Tenant {
  readonly id: string;
  readonly name: string;
}

interface Common {
  readonly language: Language;
  readonly signal?: AbortSignal | undefined;
}

const get = <T>(path: string, common: Common): Promise<T> => sendForJson<T>({ ...common, method: 'GET', path });
const post = <T>(path: string, json: unknown, common: Common): Promise<T> =>
  sendForJson<T>({ ...common, method: 'POST', path, body: JSON.stringify(json) });
const command = (method: 'POST' | 'DELETE', path: string, json: unknown, common: Common): Promise<void> =>
  sendForNothing({ ...common, method, path, ...(json === undefined ? {} : { body: JSON.stringify(json) }) });

export const readSession = (common: Common): Promise<Session> => get('v1/session', common);
export const signIn = (email: string, password: string, common: Common): Promise<Session> =>
  post('v1/session', { email, password }, common);
export const signOut = (common: Common): Promise<void> => command('DELETE', 'v1/session', undefined, common);
export const showCode = (kind: 'totp' | 'recovery-code', code: string, common: Common): Promise<Session> =>
  post('v1/session/second-factor', { kind, code }, common);

/** The browser's own JSON forms of WebAuthn (Level 3), which every current browser has. */
export async function showPasskey(common: Common): Promise<Session> {
  const options = await sendForJson<PublicKeyCredentialRequestOptionsJSON>({
    ...common,
    method: 'POST',
    path: 'v1/session/passkey-options',
  });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  return post('v1/session/second-factor', { kind: 'passkey', response: credential.toJSON() }, common);
}

export async function addPasskey(
  { name, password }: { readonly name: string; readonly password: string },
  common: Common,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const options = await post<PublicKeyCredentialCreationOptionsJSON>(
    'v1/account/passkeys/options',
    { password },
    common,
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  return post('v1/account/passkeys', { name, response: credential.toJSON() }, common);
}

export const beginTotp = (password: string, common: Common): Promise<{ secret: string; uri: string }> =>
  post('v1/account/totp', { password }, common);
export const finishTotp = (code: string, common: Common): Promise<{ readonly recoveryCodes: readonly string[] }> =>
  post('v1/account/totp/confirmation', { code }, common);
export const changePassword = (current: string, next: string, common: Common): Promise<void> =>
  command('POST', 'v1/account/password', { current, next }, common);
export const requestReset = (email: string, common: Common): Promise<void> =>
  command('POST', 'v1/password-resets', { email }, common);
export const register = (email: string, name: string, common: Common): Promise<void> =>
  command('POST', 'v1/registrations', { email, name, language: common.language }, common);
export const followLink = (token: string, password: string, common: Common): Promise<void> =>
  command('POST', 'v1/mailed-links', { token, password }, common);

export const listKeys = (common: Common): Promise<{ keys: readonly ApiKey[] }> => get('v1/account/keys', common);
export const createKey = (
  name: string,
  scopes: readonly string[],
  common: Common,
): Promise<ApiKey & { secret: string }> => post('v1/account/keys', { name, scopes }, common);
export const revokeKey = (id: string, common: Common): Promise<void> =>
  command('DELETE', `v1/account/keys/${id}`, undefined, common);

export const listTenants = (common: Common): Promise<{ tenants: readonly Tenant[] }> => get('v1/tenants', common);
export const listAccounts = (
  common: Common,
  query: { readonly text?: string; readonly after?: string } = {},
): Promise<{ accounts: readonly ListedAccount[] }> =>
  get(query.text || query.after ? `v1/accounts?${new URLSearchParams(query)}` : 'v1/accounts', common);
export const readAccount = (id: string, common: Common): Promise<AccountFileView> => get(`v1/accounts/${id}`, common);
export const grantRole = (id: string, grant: StaffGrant, common: Common): Promise<void> =>
  command('POST', `v1/accounts/${id}/roles`, grant, common);
export const revokeRole = (id: string, grant: StaffGrant, reason: string, common: Common): Promise<void> =>
  command('DELETE', `v1/accounts/${id}/roles`, { ...grant, reason }, common);
export const changeAccountStatus = (
  id: string,
  status: 'active' | 'disabled',
  reason: string,
  common: Common,
): Promise<void> => command('POST', `v1/accounts/${id}/status`, { status, reason }, common);
export const resetSecondFactors = (id: string, reason: string, common: Common): Promise<void> =>
  command('DELETE', `v1/accounts/${id}/second-factors`, { reason }, common);
export const inviteAccount = (
  person: {
    readonly email: string;
    readonly name: string;
    readonly tenant: string;
    readonly roles: readonly StaffGrant[];
  },
  common: Common,
): Promise<ListedAccount> => post('v1/accounts', { ...person, language: common.language }, common);

export type ErasureStatement = Pick<NonNullable<AccountFileView['erasure']>, 'erased' | 'kept'>;
export const eraseAccount = (id: string, reason: string, common: Common): Promise<ErasureStatement> =>
  sendForJson({ ...common, method: 'DELETE', path: `v1/accounts/${id}`, body: JSON.stringify({ reason }) });
