import { toBase64 } from '../../proof/bytes.ts';
import { readCertificate } from '../../proof/pki/certificate.ts';
import type { LogKeys } from '../../schemas/log.ts';
import { type PublishedCertificate, publishedAbove } from '../../store/keys/published-certificate.ts';
import type { ServiceContext } from '../context.ts';

/** The certificates of our own clock and seal, past ones too, and those that timestamps and seals of this registry lead to. */
export async function publishedAuthorities({
  authority,
  timestampRoots,
}: Pick<ServiceContext, 'authority' | 'timestampRoots'>): Promise<LogKeys['authorities']> {
  const others = timestampRoots.map((der) => publishedAbove('timestamp', readCertificate(der)));
  return [...(await authority.published()), ...others].map(publishedAuthority);
}

export function publishedAuthority({
  source,
  certificate,
  signsFrom,
  signsUntil,
  revokedAsOf,
  ...rest
}: PublishedCertificate): LogKeys['authorities'][number] {
  return {
    ...rest,
    isLocal: source === 'made',
    certificate: toBase64(certificate),
    signsFrom: signsFrom?.toISOString() ?? null,
    signsUntil: signsUntil?.toISOString() ?? null,
    revokedAsOf: revokedAsOf?.toISOString() ?? null,
  };
}
