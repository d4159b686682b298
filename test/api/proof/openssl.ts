import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in which OpenSSL, as an independent implementation, is run. */
export interface Openssl {
  readonly folder: string;
  run(...args: string[]): string;
  write(name: string, content: Uint8Array | string): void;
  read(name: string): Uint8Array;
  dispose(): void;
}

export function openOpenssl(): Openssl {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-openssl-'));
  return {
    folder,
    run: (...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString(),
    write: (name, content) => writeFileSync(join(folder, name), content),
    read: (name) => new Uint8Array(readFileSync(join(folder, name))),
    dispose: () => rmSync(folder, { recursive: true }),
  };
}

/** An authority of OpenSSL's making: `root.pem`, and `tsa.pem` with its key and `tsa.cnf`. `newKey` is for `openssl req`. */
export function makeOpensslAuthority(openssl: Openssl, newKey: readonly string[], essDigest = 'sha256'): void {
  openssl.write(
    'tsa.cnf',
    `[req]
distinguished_name = dn
prompt = no
[dn]
CN = Example Time
[root_ext]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[tsa_ext]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
certs = ./root.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = ${essDigest}
`,
  );
  openssl.write('serial', '01\n');
  const request = (name: string, subject: string) =>
    openssl.run(
      'req',
      '-new',
      ...newKey,
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      subject,
      '-config',
      'tsa.cnf',
    );
  request('root', '/CN=Example Root');
  const days = ['-days', '3650', '-sha256', '-extfile', 'tsa.cnf'];
  openssl.run(
    'x509',
    '-req',
    '-in',
    'root.csr',
    '-signkey',
    'root.key',
    '-out',
    'root.pem',
    ...days,
    '-extensions',
    'root_ext',
  );
  request('tsa', '/CN=Example Time');
  openssl.run(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-out',
    'tsa.pem',
    ...days,
    '-extensions',
    'tsa_ext',
  );
}

/** What the authority of OpenSSL's making answers to a request. */
export function opensslReply(openssl: Openssl, request: Uint8Array): Uint8Array {
  openssl.write('request.tsq', request);
  openssl.run(
    'ts',
    '-reply',
    '-queryfile',
    'request.tsq',
    '-config',
    'tsa.cnf',
    '-section',
    'tsa_config',
    '-out',
    'reply.tsr',
  );
  return openssl.read('reply.tsr');
}
