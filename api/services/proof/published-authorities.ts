import { toBase64 } from '../../proof/bytes.ts';
import { certificateFingerprint, holderOf, readCertificate } from '../../proof/pki/certificate.ts';
import type { LogKeys } from '../../schemas/log.ts';
import type { ServiceContext } from '../context.ts';

/** The certificates that timestamps and seals of this registry lead to. */
export async function publishedAuthorities({
  authority,
  timestampRoots,
}: Pick<ServiceContext, 'authority' | 'timestampRoots'>): Promise<LogKeys['authorities']> {
  const own = (await authority.published()).map(({ use, source, top }) => ({
    use,
    isLocal: source === 'made',
    der: top,
  }));
  const others = timestampRoots.map((der) => ({ use: 'timestamp' as const, isLocal: false, der }));
  return [...own, ...others].map(({ use, isLocal, der }) => {
    const certificate = readCertificate(der);
    return {
      use,
      isLocal,
      holder: holderOf(certificate),
      certificate: toBase64(der),
      fingerprint: certificateFingerprint(certificate),
    };
  });
}
