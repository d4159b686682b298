import type { RegistrationVerification } from '../../schemas/certificate.ts';
import type { ShownQuery } from '../api-client/verifications.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';
import { CertificateFacts, Fact } from './certificate-facts.tsx';
import { IssuedList } from './issued-list.tsx';

/** What a registration, or a certificate of one, is worth now. */
export function RegistrationAnswer({
  verification: { registration, certificate, certificates },
  onAsk,
}: {
  readonly verification: RegistrationVerification;
  readonly onAsk: (shown: ShownQuery) => void;
}) {
  const t = useTranslator();
  const inForce = certificate === null ? null : certificate.status;
  return (
    <div className={`deposit-verdict ${inForce === null ? '' : inForce === 'valid' ? 'proven' : 'failed'}`}>
      <p className="deposit-word">
        {inForce === null ? t.text('verification.registrationFound') : t.text(`verification.status.${inForce}`)}
      </p>
      {certificate?.replacedBy != null && (
        <p>
          <a href={hrefOf({ page: 'verify', id: certificate.replacedBy })}>{t.text('verification.newer')}</a>
        </p>
      )}
      <dl className="deposit-facts">
        <Fact label={t.text('verification.registrationNumber')} value={registration.number} />
        <Fact label={t.text('verification.work')} value={registration.title} />
        <Fact label={t.text('notice.holders')} value={registration.owners.join(t.language === 'zh' ? '、' : ', ')} />
        <Fact label={t.text('notice.kind')} value={t.lookUp(`kind.${registration.kind}`) ?? registration.kind} />
        <Fact
          label={t.text('notice.state')}
          value={t.lookUp(`caseState.${registration.state}`) ?? registration.state}
        />
        {registration.decidedOn !== null && (
          <Fact label={t.text('verification.decidedOn')} value={t.date(registration.decidedOn)} />
        )}
        {certificate !== null && <CertificateFacts certificate={certificate} />}
      </dl>
      <IssuedList certificates={certificates} shown={certificate} onAsk={onAsk} />
    </div>
  );
}
