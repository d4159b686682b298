import { useCallback, useState } from 'react';
import type { Application } from '../../schemas/application.ts';
import type { Verification } from '../../schemas/certificate.ts';
import { certificateUrl, issueCertificate, makeBundle } from '../api-client/certificates.ts';
import type { Common } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { verifyShown } from '../api-client/verifications.ts';
import { LanguageField } from '../forms/language-field.tsx';
import { saveFile } from '../forms/save-file.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TickField } from '../forms/tick-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

/** States in which there is something in force to certify. */
const CERTIFIABLE: ReadonlySet<string> = new Set(['registered', 'under-objection', 'provisional']);

/** Certificates of what is registered: to order, to take along, and as a bundle with all that proves them. */
export function CertificateSection({ application: { id, number, state } }: { readonly application: Application }) {
  const t = useTranslator();
  const [language, setLanguage] = useState(t.language);
  // Of a pre-registration nothing is public, its certificates neither: those of this visit are shown.
  const [fresh, setFresh] = useState<readonly string[]>([]);
  const load = useCallback(
    (common: Common): Promise<Verification | null> =>
      number === null || state === 'provisional' ? Promise.resolve(null) : verifyShown({ number }, common),
    [number, state],
  );
  const { value, reload } = useLoaded<Verification | null>(load);
  if (number === null || !CERTIFIABLE.has(state)) return null;
  const certificates = value === null || value === undefined || value.found === 'report' ? [] : value.certificates;
  const issued = certificates.filter(({ status }) => status === 'valid').map((each) => each.id);
  return (
    <section className="panel" aria-label={t.text('certificates.title')}>
      <h2>{t.text('certificates.title')}</h2>
      <p className="quiet">{t.text('certificates.lead')}</p>
      <SessionForm
        action={t.text('certificates.issue')}
        work={(signal) => issueCertificate(id, language, { language: t.language, signal })}
        onDone={(certificate) => {
          setFresh((earlier) => [certificate.id, ...earlier]);
          reload();
        }}
      >
        <LanguageField label={t.text('certificates.language')} value={language} onValue={setLanguage} />
      </SessionForm>
      {[...new Set([...fresh.slice(0, 1), ...issued])].map((each) => (
        <Issued key={each} id={each} />
      ))}
    </section>
  );
}

function Issued({ id }: { readonly id: string }) {
  const t = useTranslator();
  const [withPictures, setWithPictures] = useState(true);
  return (
    <section className="certificate-issued" aria-label={id}>
      <h3>{id}</h3>
      <p>
        <a className="plain-button" href={certificateUrl(id)} download={`${id}.pdf`}>
          {t.text('certificates.download')}
        </a>
      </p>
      <SessionForm
        action={t.text('certificates.bundle')}
        work={(signal) => makeBundle(id, withPictures ? 'included' : 'digests', { language: t.language, signal })}
        onDone={(bundle) => saveFile(bundle, `${id}-evidence.zip`)}
      >
        <TickField label={t.text('certificates.withPictures')} value={withPictures} onValue={setWithPictures} />
      </SessionForm>
    </section>
  );
}
