import { fingerprintOf, formatVerifierKey, SIGNATURE_ALGORITHMS } from '../../proof/note/verifier-key.ts';
import type { LogKeys } from '../../schemas/log.ts';
import type { Keyring } from '../../store/keys/keyring.ts';

/** What the world may know of the keys. */
export async function publishedKeys(keyring: Keyring): Promise<Omit<LogKeys, 'authorities'>> {
  const states = await keyring.states();
  return {
    origin: keyring.origin,
    keys: states.map(({ key, purpose, signsFrom, signsUntil, revokedAsOf, revocationReason }) => ({
      purpose,
      algorithm: SIGNATURE_ALGORITHMS[key.type],
      verifierKey: formatVerifierKey(key),
      fingerprint: fingerprintOf(key),
      signsFrom: signsFrom.toISOString(),
      signsUntil: signsUntil?.toISOString() ?? null,
      revokedAsOf: revokedAsOf?.toISOString() ?? null,
      revocationReason,
    })),
  };
}
