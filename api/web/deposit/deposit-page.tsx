import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { DepositCertificate } from './deposit-certificate.tsx';
import { HandInPicture } from './hand-in-picture.tsx';
import { SealFile } from './seal-file.tsx';
import { VerifyFile } from './verify-file.tsx';

/** The two kinds of deposit, and showing what a receipt proves. */
export function DepositPage() {
  const t = useTranslator();
  return (
    <>
      <PageHeading title={t.text('deposit.title')} lead={t.text('deposit.lead')} />
      <ul className="deposit-kinds">
        <li>{t.text('deposit.kindSealed')}</li>
        <li>{t.text('deposit.kindOpen')}</li>
      </ul>
      <SealFile />
      <HandInPicture />
      <DepositCertificate />
      <VerifyFile pinned={null} />
      <div className="deposit-offline">
        <p>
          <a className="plain-button" href="verify.html" download="verify.html">
            {t.text('deposit.offline')}
          </a>
        </p>
        <p className="quiet">{t.text('deposit.offlineMeaning')}</p>
      </div>
    </>
  );
}
