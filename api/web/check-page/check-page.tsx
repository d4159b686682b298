import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '../../proof/bytes.ts';
import { fingerprintOf } from '../../proof/note/verifier-key.ts';
import { VerifyFile } from '../deposit/verify-file.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import type { Anchors } from './anchors.ts';

/** The whole of the page that checks files without network: one file, opened from wherever it lies. */
export function CheckPage({ anchors }: { readonly anchors: Anchors | null }) {
  const t = useTranslator();
  return (
    <>
      <div className="selvedge-band" aria-hidden="true" />
      <header className="site-header">
        <span className="brand">
          <span className="brand-name">{t.text('app.name')}</span>
        </span>
        <LanguageSwitch />
      </header>
      <main id="main">
        <PageHeading title={t.text('checkPage.title')} lead={t.text('checkPage.lead')} />
        <VerifyFile pinned={anchors?.trust ?? null} />
        {anchors !== null && <PinnedKeys anchors={anchors} />}
      </main>
    </>
  );
}

/** What the answers rest on: for people to compare with what the registry publishes elsewhere. */
function PinnedKeys({ anchors: { origin, trust } }: { readonly anchors: Anchors }) {
  const t = useTranslator();
  return (
    <section className="account-section" aria-labelledby="pinned">
      <h2 id="pinned">{t.text('checkPage.pinned', { origin })}</h2>
      <p className="quiet">{t.text('checkPage.compare')}</p>
      <dl className="deposit-facts">
        {trust.keys.map(({ key }) => (
          <div key={key.keyId}>
            <dt>{key.name}</dt>
            <dd>{fingerprintOf(key)}</dd>
          </div>
        ))}
        {trust.authorities.map(({ certificate, use }) => {
          const fingerprint = bytesToHex(sha256(certificate));
          return (
            <div key={fingerprint}>
              <dt>{t.text(`checkPage.use.${use}`)}</dt>
              <dd>{fingerprint}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
