import type { Language } from '../config/settings.ts';
import { bundleCertificate } from '../services/certificates/bundle.ts';
import { issueDepositCertificate } from '../services/certificates/deposit-certificate.ts';
import { issueCertificate, readCertificateFile } from '../services/certificates/issue.ts';
import { openRegistry } from '../services/open-registry.ts';
import { publishedAuthorities } from '../services/proof/published-authorities.ts';
import { publishedKeys } from '../services/proof/published-keys.ts';
import { bundleReport } from '../services/reports/bundle.ts';
import { orderReport } from '../services/reports/order.ts';
import { type DocumentOffice, isDeposit } from './document-office.ts';
import { ACTOR, commandLog, loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';

/** Orders documents from the registry of this machine, opened in this process. */
export function withLocalOffice<Result>(
  environment: NodeJS.ProcessEnv,
  language: Language,
  work: (office: DocumentOffice) => Promise<Result>,
): Promise<Result> {
  const config = loadLocalConfig(environment);
  const { publicUrl, port } = config.server;
  return refusingIn(language)(
    (async () => {
      const registry = await openRegistry(config, commandLog(environment, config));
      try {
        return await work({
          async certificate(of, documentLanguage) {
            const order = { language: documentLanguage, publicUrl: publicUrl ?? `http://localhost:${port}` };
            if (isDeposit(of)) return issueDepositCertificate(registry, of, order, ACTOR);
            const { id } = await issueCertificate(registry, of, order, { actor: ACTOR });
            return { id, bytes: (await readCertificateFile(registry, id, ACTOR)).bytes };
          },
          async report({ bytes }, order, reportLanguage) {
            const { id } = await orderReport(registry, bytes, order, { actor: ACTOR });
            const wanted = {
              language: reportLanguage,
              withPictures: true,
              publicUrl: publicUrl ?? `http://localhost:${port}`,
            };
            return { id, bytes: (await bundleReport(registry, id, wanted, { actor: ACTOR })).bytes };
          },
          bundle: (certificate, pictures) =>
            bundleCertificate(registry, certificate, { withPictures: pictures === 'included', actor: ACTOR }),
          anchors: async () => ({
            ...(await publishedKeys(registry.keyring)),
            authorities: [...(await publishedAuthorities(registry))],
          }),
        });
      } finally {
        await registry.close();
      }
    })(),
  );
}
