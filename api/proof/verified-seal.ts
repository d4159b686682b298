import { Fault } from './fault.ts';
import type { VerifiedSeal } from './pki/verify-seal.ts';
import { readSeal } from './sealed-pdf.ts';
import type { Trust } from './trust.ts';

/** Who sealed a PDF; null where this page lacks the cryptography to say. Throws Fault for a seal that does not hold. */
export async function verifiedSeal(pdf: Uint8Array, trust: Trust): Promise<VerifiedSeal | null> {
  const { cms, covered } = readSeal(pdf);
  const { canVerifyTimestamps } = await import('./pki/verify-timestamp.ts');
  if (!canVerifyTimestamps()) return null;
  const { verifySeal } = await import('./pki/verify-seal.ts');
  const seal = await verifySeal(cms, covered, trust.authorities);
  if (seal.standing === 'expired') throw new Fault('seal', 'seal-expired');
  if (seal.standing === 'revoked') throw new Fault('seal', 'seal-revoked', seal.revocation);
  return seal;
}
