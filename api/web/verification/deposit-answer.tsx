import type { DepositVerification } from '../../schemas/certificate.ts';
import type { ShownQuery } from '../api-client/verifications.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';
import { CertificateFacts, Fact } from './certificate-facts.tsx';
import { IssuedList } from './issued-list.tsx';

/** What the certificate of a deposit is worth now. */
export function DepositAnswer({
  verification: { deposit, certificate, certificates },
  onAsk,
}: {
  readonly verification: DepositVerification;
  readonly onAsk: (shown: ShownQuery) => void;
}) {
  const t = useTranslator();
  return (
    <div
      className={`deposit-verdict ${certificate === null ? '' : certificate.status === 'valid' ? 'proven' : 'failed'}`}
    >
      <p className="deposit-word">
        {t.text(
          certificate === null ? 'verification.depositFound' : (`verification.status.${certificate.status}` as const),
        )}
      </p>
      <p>{t.text(deposit.kind === 'sealed' ? 'verification.sealed' : 'verification.open')}</p>
      {certificate?.replacedBy != null && (
        <p>
          <a href={hrefOf({ page: 'verify', id: certificate.replacedBy })}>{t.text('verification.newer')}</a>
        </p>
      )}
      <dl className="deposit-facts">
        <Fact label={t.text('verification.deposit')} value={deposit.id} />
        <Fact label={t.text('verification.depositedAt')} value={deposit.depositedAt} />
        {deposit.account !== null && <Fact label={t.text('verification.account')} value={deposit.account} />}
        {deposit.commitment !== null && <Fact label={t.text('verification.commitment')} value={deposit.commitment} />}
        {deposit.sha256 !== null && <Fact label={t.text('verification.picture')} value={deposit.sha256} />}
        {deposit.registrations.length > 0 && (
          <Fact
            label={t.text('verification.registrations')}
            value={deposit.registrations.join(t.language === 'zh' ? '、' : ', ')}
          />
        )}
        {certificate !== null && <CertificateFacts certificate={certificate} />}
      </dl>
      <IssuedList certificates={certificates} shown={certificate} onAsk={onAsk} />
    </div>
  );
}
