import sharp from 'sharp';
import { readTrust, type Trust } from '../../../api/proof/trust.ts';
import { propose, takeCase } from '../../../api/services/applications/examine.ts';
import { bundleCertificate } from '../../../api/services/certificates/bundle.ts';
import { issueCertificate } from '../../../api/services/certificates/issue.ts';
import type { ServiceContext } from '../../../api/services/context.ts';
import { publishedAuthorities } from '../../../api/services/proof/published-authorities.ts';
import { publishedKeys } from '../../../api/services/proof/published-keys.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { filed, openOffice, worksForm } from '../applications/office.ts';

export const OWNER = '柯桥织造';

/** The plain engine with previews that a PDF can show. */
export async function withPreviews(registry: Registry): Promise<ServiceContext> {
  const background = '#8d2f23';
  const preview = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
  return { ...registry, engine: { ...registry.engine, thumbnail: async () => preview } };
}

/** A registration of this drawing with a certificate; and whoever filed it. */
export async function certified(ctx: ServiceContext, drawing: string, form: object = {}) {
  const office = await openOffice(ctx);
  const [designer, examiner] = [await office.designer(OWNER), await office.staff('examiner')];
  const { id } = await filed(ctx, designer, drawing, worksForm(OWNER, form));
  await takeCase(ctx, examiner, id);
  const decision = { outcome: 'grant', reason: 'nothing-earlier-found', note: 'Nothing.', judgements: [] } as const;
  await propose(ctx, examiner, id, decision);
  const order = { language: 'zh', publicUrl: 'https://patterns.example' } as const;
  const certificate = await issueCertificate(ctx, id, order, { actor: designer });
  return { office, designer, application: id, certificate };
}

/** The bundle of a fresh certificate, its pictures included. */
export async function bundled(ctx: ServiceContext, drawing: string): Promise<Uint8Array> {
  const { certificate, designer } = await certified(ctx, drawing);
  return (await bundleCertificate(ctx, certificate.id, { withPictures: true, actor: designer })).bytes;
}

/** As somebody does who compared the fingerprints and kept the answer of /v1/log/keys. */
export async function trustOf(ctx: ServiceContext): Promise<Trust> {
  return readTrust({ ...(await publishedKeys(ctx.keyring)), authorities: await publishedAuthorities(ctx) });
}
