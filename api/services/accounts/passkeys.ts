import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import {
  type ChallengePurpose,
  deletePasskey,
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
  putChallenge,
  type StoredPasskey,
  takeChallenge,
} from '../../store/accounts/passkey-rows.ts';
import { readSecondFactors } from '../../store/accounts/second-factor-rows.ts';
import type { Actor } from '../access/actor.ts';
import { confirmPassword, ownAccount } from './own-account.ts';
import { type FactorContext, makeRecoveryCodes, note, requireShownFactor } from './second-factor.ts';
import { signInRefused } from './sign-in.ts';
import { tellOfChange } from './tell-of-change.ts';

const CHALLENGE_MS = 5 * 60_000;

/** Where the browser is: a passkey is bound to the host name, and its answers to the origin. */
export interface RelyingParty {
  /** Such as `https://patterns.example`. */
  readonly origin: string;
}

const idOf = ({ origin }: RelyingParty) => new URL(origin).hostname;

/** What the browser is asked to make a passkey with. Throws `sign-in-refused`, `second-factor-required`. */
export async function beginPasskey(
  ctx: FactorContext,
  actor: Actor,
  password: string,
  place: RelyingParty,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const account = await ownAccount(ctx, actor);
  await requireShownFactor(ctx, actor);
  await confirmPassword(ctx, account, password);
  const known = await listPasskeys(ctx.store, account.id);
  const options = await generateRegistrationOptions({
    rpName: 'Selvedge',
    rpID: idOf(place),
    userName: account.email,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id)),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });
  await challenge(ctx, account.id, 'enrol', options.challenge);
  return options;
}

/** Keeps the passkey that the browser made; returns recovery codes with the first factor of an account. */
export async function finishPasskey(
  ctx: FactorContext,
  account: string,
  { name, response }: { readonly name: string; readonly response: unknown },
  place: RelyingParty,
): Promise<readonly string[]> {
  const expectedChallenge = await takeChallenge(ctx.store, account, 'enrol', ctx.clock());
  if (expectedChallenge === undefined) throw signInRefused();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: place.origin,
    expectedRPID: idOf(place),
    requireUserVerification: false,
  }).catch(refuse);
  if (!verified || registrationInfo === undefined) throw signInRefused();
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  return ctx.store.transaction(async (tx) => {
    await insertPasskey(tx, {
      credentialId: id,
      accountId: account,
      name,
      publicKey,
      counter,
      transports,
      createdAt: ctx.clock(),
    });
    await note({ store: tx, clock: ctx.clock }, account, 'add-second-factor');
    await tellOfChange(tx, account, 'passkey-added', ctx.clock());
    const { recoveryCodes } = await readSecondFactors(tx, account);
    return recoveryCodes > 0 ? [] : makeRecoveryCodes(tx, ctx.vault, account);
  });
}

/** What the browser is asked to sign with a passkey of the account. */
export async function askPasskey(
  ctx: FactorContext,
  account: string,
  place: RelyingParty,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = await listPasskeys(ctx.store, account);
  const options = await generateAuthenticationOptions({
    rpID: idOf(place),
    allowCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    userVerification: 'preferred',
  });
  await challenge(ctx, account, 'verify', options.challenge);
  return options;
}

export async function verifyPasskey(
  ctx: FactorContext,
  account: string,
  response: unknown,
  place: RelyingParty,
): Promise<void> {
  const expectedChallenge = await takeChallenge(ctx.store, account, 'verify', ctx.clock());
  const answer = response as AuthenticationResponseJSON;
  const passkey = (await listPasskeys(ctx.store, account)).find(({ credentialId }) => credentialId === answer?.id);
  if (expectedChallenge === undefined || passkey === undefined) throw signInRefused();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge,
    expectedOrigin: place.origin,
    expectedRPID: idOf(place),
    requireUserVerification: false,
    credential: credentialOf(passkey),
  }).catch(refuse);
  if (!verified) throw signInRefused();
  await notePasskeyUse(ctx.store, passkey.credentialId, authenticationInfo.newCounter, ctx.clock());
}

export async function listOwnPasskeys(ctx: FactorContext, actor: Actor): Promise<readonly StoredPasskey[]> {
  const { id } = await ownAccount(ctx, actor);
  return listPasskeys(ctx.store, id);
}

export async function removePasskey(ctx: FactorContext, actor: Actor, credentialId: string): Promise<boolean> {
  const account = await ownAccount(ctx, actor);
  await requireShownFactor(ctx, actor);
  return ctx.store.transaction(async (tx) => {
    if (!(await deletePasskey(tx, account.id, credentialId))) return false;
    await note({ store: tx, clock: ctx.clock }, account.id, 'remove-second-factor');
    await tellOfChange(tx, account.id, 'passkey-removed', ctx.clock());
    return true;
  });
}

function challenge(
  { store, clock }: FactorContext,
  account: string,
  purpose: ChallengePurpose,
  text: string,
): Promise<void> {
  return putChallenge(store, account, purpose, text, new Date(clock().getTime() + CHALLENGE_MS));
}

function credentialOf({ credentialId, publicKey, counter }: StoredPasskey) {
  return { id: credentialId, publicKey: new Uint8Array(publicKey), counter };
}

/** The library throws plain errors at whatever does not fit; to the client all of them are one refusal. */
function refuse(): never {
  throw signInRefused();
}
