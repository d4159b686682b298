import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { DepositCertificate } from './deposit-certificate.tsx';
import { SealFile } from './seal-file.tsx';
import { VerifyFile } from './verify-file.tsx';

/** Sealing a file for later, and showing what a receipt proves. The file is hashed here and never sent. */
export function DepositPage() {
  const t = useTranslator();
  return (
    <>
      <PageHeading title={t.text('deposit.title')} lead={t.text('deposit.lead')} />
      <SealFile />
      <DepositCertificate />
      <VerifyFile pinned={null} />
      <p>
        <a className="plain-button" href="verify.html" download="verify.html">
          {t.text('deposit.offline')}
        </a>
      </p>
      <p className="quiet">{t.text('deposit.offlineMeaning')}</p>
    </>
  );
}
