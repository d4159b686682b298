import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitmentOf, type Receipt, receiptSchema, sealFile } from '../../../api/proof/deposit.ts';
import { formatVerifierKey, type VerifierKey } from '../../../api/proof/note/verifier-key.ts';
import { NO_END, NO_TRUST, readTrust, type Trust, type TrustedKey } from '../../../api/proof/trust.ts';
import { verifyReceipt } from '../../../api/proof/verify-receipt.ts';
import { DEPOSITED_AT, makeReceipt, makeSigner, makeWitness } from './receipt-fixture.ts';

const file = new TextEncoder().encode('a picture of roses');
const log = makeSigner('registry.example/log');
const witness = makeWitness('witness.example/w1');
const seenAt = new Date(DEPOSITED_AT.getTime() + 60_000);
const receipt = await makeReceipt(file, log, [{ witness, at: seenAt }]);

const vouch = (key: VerifierKey, dates: Partial<TrustedKey> = {}): TrustedKey => ({
  key,
  ...NO_END,
  ...dates,
});
const vouching = (...keys: TrustedKey[]): Trust => ({ ...NO_TRUST, keys });
const trust = vouching(vouch(log.key), vouch(witness.key));

describe('a deposit receipt', () => {
  it('proves file, date and depositor by keys that are vouched for', async () => {
    const result = await verifyReceipt(receipt, { file, trust });
    expect(result).toMatchObject({
      verdict: 'proven',
      fileCompared: true,
      facts: {
        depositor: '林工作室 Lin Studio',
        at: DEPOSITED_AT.toISOString(),
        origin: 'registry.example/log',
        index: 6,
      },
    });
    expect(result.signers.map(({ role, isVouched }) => [role, isVouched])).toEqual([
      ['log', true],
      ['witness', true],
    ]);
    expect(result.signers[1]?.seenAt).toEqual(seenAt);
    expect(await verifyReceipt(receipt, { trust })).toMatchObject({ verdict: 'proven', fileCompared: false });
  });

  it('is merely consistent by keys that nobody vouches for, those of a stranger who re-signed it all included', async () => {
    expect((await verifyReceipt(receipt, { file, trust: NO_TRUST })).verdict).toBe('consistent');
    const stranger = makeSigner('registry.example/log');
    const forged = await makeReceipt(file, stranger);
    const result = await verifyReceipt(forged, { file, trust });
    expect(result.verdict).toBe('consistent');
    expect(result.signers).toMatchObject([{ isVouched: false }]);
  });

  it('fails for another file, another salt, and before the registry has answered', async () => {
    const other = file.slice();
    other[0]! ^= 1;
    expect((await verifyReceipt(receipt, { file: other, trust })).fault?.code).toBe('file-differs');
    const salted = { ...receipt, sealed: { ...receipt.sealed, salt: 'ab'.repeat(32) } };
    expect((await verifyReceipt(salted, { file, trust })).fault?.code).toBe('commitment-differs');
    expect((await verifyReceipt({ ...receipt, logged: null }, { file, trust })).fault?.code).toBe('receipt-incomplete');
  });

  it('fails as a receipt from another log', async () => {
    const otherLog = makeSigner('elsewhere.example/log');
    const foreign = await makeReceipt(file, otherLog);
    const mixed = { ...receipt, logged: { ...receipt.logged!, checkpoint: foreign.logged!.checkpoint } };
    expect((await verifyReceipt(mixed, { file, trust })).fault?.code).toBe('not-in-log');
    // A key may sign for the log of its own name only.
    const renamed = makeSigner('registry.example/log');
    const posing = await makeReceipt(file, { key: renamed.key, sign: renamed.sign });
    expect((await verifyReceipt(posing, { file, trust })).verdict).not.toBe('proven');
  });

  it('does not count by a key that was revoked, unless a vouched witness saw the log before', async () => {
    const before = new Date(seenAt.getTime() - 1_000);
    const after = new Date(seenAt.getTime() + 1_000);
    const verdictFor = async (logDates: Partial<TrustedKey>, witnesses: readonly TrustedKey[]) => {
      const vouched = vouching(vouch(log.key, logDates), ...witnesses);
      const { verdict, fault } = await verifyReceipt(receipt, { file, trust: vouched });
      return fault?.code ?? verdict;
    };
    expect(await verdictFor({ revokedAsOf: before }, [vouch(witness.key)])).toBe('key-revoked');
    expect(await verdictFor({ revokedAsOf: after }, [vouch(witness.key)])).toBe('proven');
    expect(await verdictFor({ revokedAsOf: after }, [])).toBe('key-revoked');
    expect(await verdictFor({ revokedAsOf: after }, [vouch(witness.key, { revokedAsOf: before })])).toBe('key-revoked');
  });

  it('does not count by a key that had stopped signing before the deposit', async () => {
    const expired = vouch(log.key, { signsUntil: new Date(DEPOSITED_AT.getTime() - 1) });
    expect((await verifyReceipt(receipt, { file, trust: vouching(expired) })).fault?.code).toBe('key-expired');
    const ended = vouch(log.key, { signsUntil: seenAt });
    expect((await verifyReceipt(receipt, { file, trust: vouching(ended) })).verdict).toBe('proven');
  });

  it('never proves anything once any one character of it is altered', async () => {
    const text = JSON.stringify(receipt);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), async (at, code) => {
        const altered = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
        if (altered === text) return;
        const parsed = receiptSchema.safeParse(jsonOf(altered));
        if (!parsed.success) return;
        const { verdict, signers } = await verifyReceipt(parsed.data, { file, trust });
        // Stated keys and the witness's line are no part of what the log vouches for.
        const untouched = JSON.stringify(withoutExtras(parsed.data)) === JSON.stringify(withoutExtras(receipt));
        if (!untouched) expect([verdict, signers.length]).not.toEqual(['proven', 2]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('cannot be linked to another of the same file', () => {
    const [one, two] = [sealFile(file, 'A'), sealFile(file, 'A')];
    expect(commitmentOf(one)).not.toBe(commitmentOf(two));
    expect(one.sealed.record).toEqual(two.sealed.record);
  });
});

describe('a file of vouched keys', () => {
  it('is read with its dates, and refused when a key in it is altered', () => {
    const verifierKey = formatVerifierKey(log.key);
    const read = readTrust({
      origin: 'x',
      keys: [{ verifierKey, purpose: 'log', revokedAsOf: '2026-01-01T00:00:00Z' }],
    });
    expect(read).toEqual(vouching(vouch(log.key, { revokedAsOf: new Date('2026-01-01T00:00:00Z') })));
    expect(() => readTrust({ keys: [], authorities: [{ certificate: '*' }] })).toThrow();
    expect(() => readTrust({ keys: [{ verifierKey: verifierKey.replace('registry', 'registrx') }] })).toThrow();
    expect(() => readTrust({ keys: 'none' })).toThrow();
    expect(() => readTrust(undefined)).toThrow();
  });
});

function withoutExtras({ sealed, logged }: Receipt) {
  return {
    sealed,
    record: logged?.record,
    salt: logged?.salt,
    index: logged?.index,
    path: logged?.path,
    checkpoint: logged?.checkpoint,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
