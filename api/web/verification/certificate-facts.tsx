import type { CertifiedVerification } from '../../schemas/certificate.ts';
import { useTranslator } from '../language/language-context.tsx';

export function CertificateFacts({
  certificate: { id, issuedAt, sha256: digest, since },
}: {
  readonly certificate: CertifiedVerification['certificates'][number];
}) {
  const t = useTranslator();
  return (
    <>
      <Fact label={t.text('verification.certificate')} value={id} />
      <Fact label={t.text('verification.issuedAt')} value={t.date(issuedAt)} />
      {since !== null && <Fact label={t.text('verification.since')} value={t.date(since)} />}
      <Fact label={t.text('verification.digest')} value={digest} />
    </>
  );
}

export function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
