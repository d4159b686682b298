import type { LoggedDeposit } from '../proof/deposit.ts';
import { fingerprintOf } from '../proof/note/verifier-key.ts';
import { readCertificate } from '../proof/pki/certificate.ts';
import { chainFrom, readPkcs12 } from '../proof/pki/pkcs12.ts';
import type { LogKeys } from '../schemas/log.ts';
import { openStorage } from '../services/open-storage.ts';
import { checkLog, type LogFinding } from '../services/proof/check-log.ts';
import { makeSealedDeposit } from '../services/proof/deposits.ts';
import {
  logFolderOf,
  type OpenedKeys,
  openKeys,
  openTransparency,
  transparencyLocation,
} from '../services/proof/open-transparency.ts';
import { publishedAuthority } from '../services/proof/published-authorities.ts';
import { publishedKeys } from '../services/proof/published-keys.ts';
import type { SigningUse } from '../store/keys/authority-file.ts';
import type { KeyState } from '../store/keys/keyring.ts';
import type { KeyPurpose } from '../store/keys/keyring-file.ts';
import type { PublishedCertificate } from '../store/keys/published-certificate.ts';
import { Refusal } from './backend.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Reads the log of this machine without opening it for writing, so that nothing heals before it was seen. */
export function examineLog(session: Session): Promise<readonly LogFinding[]> {
  const config = loadLocalConfig(session.environment);
  return refusingIn(session.language)(
    (async () => {
      const { store, close } = await openStorage(config, commandLog(session.environment, config));
      try {
        const { keyring } = await openKeys(config, () => new Date());
        return await checkLog({ store, keyring, transparency: { folder: logFolderOf(config.dataDir) } });
      } finally {
        await close();
      }
    })(),
  );
}

/** Keys of the log and of its work as a witness, and those with certificates: root, clock and seal. */
export function listKeys(session: Session): Promise<LogKeys> {
  return withKeys(session, async ({ keyring, authority }) => ({
    ...(await publishedKeys(keyring)),
    authorities: (await authority.published()).map(publishedAuthority),
  }));
}

export type RotatedPurpose = KeyPurpose | SigningUse;

export function rotateKey(
  session: Session,
  { purpose, overlapDays }: { readonly purpose: RotatedPurpose; readonly overlapDays: number },
): Promise<AddedKey> {
  return withKeys(session, async ({ keyring, authority }) => {
    if (purpose === 'seal' || purpose === 'timestamp') return addedKey(await authority.rotate(purpose, overlapDays));
    return logKey(await keyring.rotate(purpose, overlapDays));
  });
}

export function revokeKey(
  session: Session,
  { keyId, asOf, reason }: { readonly keyId: string; readonly asOf: Date; readonly reason: string },
): Promise<void> {
  return withKeys(session, async ({ keyring, authority }) => {
    if (!(await authority.revoke(keyId, asOf, reason))) await keyring.revoke(keyId, asOf, reason);
  });
}

/** A key that was added, and when it signs. */
export interface AddedKey {
  readonly keyId: string;
  readonly fingerprint: string;
  readonly signsFrom: Date;
}

function addedKey({ keyId, fingerprint, signsFrom }: PublishedCertificate): AddedKey {
  return { keyId, fingerprint, signsFrom: signsFrom! };
}

/** Takes a key that was brought along. Throws Refusal `key-file-invalid`. */
export function importKey(
  session: Session,
  {
    file,
    password,
    use,
    path,
    overlapDays,
  }: {
    readonly file: Uint8Array;
    readonly password: string;
    readonly use: 'seal' | 'timestamp';
    readonly path: string;
    readonly overlapDays: number;
  },
): Promise<AddedKey & { readonly holder: string }> {
  return withKeys(session, async ({ authority }) => {
    const brought = await readPkcs12(file, password).catch((error: unknown) => {
      throw new Refusal('key-file-invalid', session.texts.keyFileInvalid(path), { cause: error });
    });
    const published = await authority.rotate(use, overlapDays, brought);
    return { ...addedKey(published), holder: published.holder };
  });
}

/**
 * Takes a key that lies in the token of the configuration, or has one made there. Its certificate is that beside it in the token, or one
 * by our own root where there is none.
 */
export function useTokenKey(
  session: Session,
  {
    label,
    purpose,
    make,
    overlapDays,
  }: {
    readonly label: string;
    readonly purpose: RotatedPurpose;
    readonly make: boolean;
    readonly overlapDays: number;
  },
): Promise<AddedKey> {
  return withKeys(session, async ({ keyring, authority, token }) => {
    if (token === undefined) throw new Refusal('key-unusable', session.texts.noToken);
    const isCertified = purpose === 'seal' || purpose === 'timestamp';
    const key = make ? await token.make(label, isCertified ? 'ecdsa-sha256' : 'ed25519') : await token.find(label);
    if (!isCertified) return logKey(await keyring.rotate(purpose, overlapDays, key.place));
    const [own, ...others] = key.certificates.map(readCertificate);
    const brought = { privateKey: key.place, ...(own && { chain: chainFrom(own, others) }) };
    return addedKey(await authority.rotate(purpose, overlapDays, brought));
  });
}

function logKey({ key, signsFrom }: KeyState): AddedKey {
  return { keyId: key.keyId, fingerprint: fingerprintOf(key), signsFrom };
}

/** The key files may change under a server that runs: it reads them again. */
function withKeys<T>({ environment, language }: Session, work: (keys: OpenedKeys) => Promise<T>): Promise<T> {
  return refusingIn(language)(
    (async () => {
      const keys = await openKeys(transparencyLocation(loadLocalConfig(environment)), () => new Date());
      try {
        return await work(keys);
      } finally {
        await keys.token?.close();
      }
    })(),
  );
}

/** Deposits in the registry of this machine. */
export function depositLocally({ environment, language }: Session, commitment: string): Promise<LoggedDeposit> {
  const config = loadLocalConfig(environment);
  const log = commandLog(environment, config);
  return refusingIn(language)(
    (async () => {
      const { store, databaseId, close } = await openStorage(config, log);
      try {
        const location = { ...transparencyLocation(config), witnesses: [] };
        const opened = await openTransparency(location, { store, databaseId, clock: () => new Date(), log });
        try {
          return await makeSealedDeposit({ store, ...opened }, commitment, ACTOR);
        } finally {
          await opened.close();
        }
      } finally {
        await close();
      }
    })(),
  );
}
