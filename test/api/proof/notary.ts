import { fromPem } from '../../../api/proof/pki/certificate.ts';
import { NO_END, type TrustedAuthority } from '../../../api/proof/trust.ts';
import type { Openssl } from './openssl.ts';

/** A notary whose signatures OpenSSL makes, as an independent implementation: `notary.pem` certifies itself. */
export function makeNotary(openssl: Openssl, name = 'Hangzhou Notary Office'): TrustedAuthority {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'notary.key'];
  openssl.run('req', '-x509', ...newKey, '-out', 'notary.pem', '-days', '30', '-subj', `/CN=${name}`);
  const [certificate] = fromPem(Buffer.from(openssl.read('notary.pem')).toString(), 'CERTIFICATE');
  return { certificate: certificate!, use: 'seal', ...NO_END };
}

/** Detached CMS over the statement, DER. */
export function signedByNotary(openssl: Openssl, statement: Uint8Array): Uint8Array {
  openssl.write('statement.json', statement);
  const files = ['-in', 'statement.json', '-signer', 'notary.pem', '-inkey', 'notary.key', '-out', 'notary.p7s'];
  openssl.run('cms', '-sign', '-binary', '-outform', 'DER', ...files);
  return openssl.read('notary.p7s');
}
