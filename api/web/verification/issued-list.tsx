import type { CertifiedVerification } from '../../schemas/certificate.ts';
import type { ShownQuery } from '../api-client/verifications.ts';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

type Certificate = CertifiedVerification['certificates'][number];

/** All certificates that were issued, where there are others than the one that was shown. */
export function IssuedList({
  certificates,
  shown,
  onAsk,
}: {
  readonly certificates: readonly Certificate[];
  readonly shown: Certificate | null;
  readonly onAsk: (shown: ShownQuery) => void;
}) {
  const t = useTranslator();
  if (certificates.length <= (shown === null ? 0 : 1)) return null;
  return (
    <ul aria-label={t.text('verification.issued')}>
      {certificates.map((each) => (
        <li key={each.id}>
          {/* Asked at once too: where the page has this address already, following the link changes nothing. */}
          <a href={hrefOf({ page: 'verify', id: each.id })} onClick={() => onAsk({ id: each.id })}>
            {each.id}
          </a>{' '}
          {t.text(`verification.status.${each.status}`)}
        </li>
      ))}
    </ul>
  );
}
