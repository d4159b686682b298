import type { Language } from '../config/settings.ts';
import { issuedCertificateSchema } from '../schemas/certificate.ts';
import { type LogKeys, logKeysSchema } from '../schemas/log.ts';
import { type ReportOrder, reportSummarySchema } from '../schemas/report.ts';
import type { PictureFile } from './backend.ts';
import { callerOf, type RemoteOptions, unexpectedAnswer } from './remote-call.ts';

/** A document as it is handed out. */
export interface HandedOut {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Where documents are ordered: the registry of this machine, or one behind its HTTP API. */
export interface DocumentOffice {
  /** Of an application, or of a deposit of one's own. */
  certificate(of: string, language: Language): Promise<HandedOut>;
  /** Orders a similarity report, and gives its evidence bundle. */
  report(picture: PictureFile, order: ReportOrder, language: Language): Promise<HandedOut>;
  bundle(certificate: string, pictures: 'included' | 'digests'): Promise<HandedOut>;
  anchors(): Promise<LogKeys>;
}

export const isDeposit = (id: string): boolean => /^[SO]D-/.test(id);

export function openRemoteOffice(remote: RemoteOptions): DocumentOffice {
  const call = callerOf(remote);
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
  const part = encodeURIComponent;
  const handedOut = async (answer: Response): Promise<HandedOut> => {
    const [, id] = /filename="([A-Z]{2}-[0-9A-Z]{26})\./.exec(answer.headers.get('content-disposition') ?? '') ?? [];
    if (id === undefined) throw unexpectedAnswer(remote, 'something else');
    return { id, bytes: await bytesOf(answer) };
  };
  return {
    async certificate(of, language) {
      if (isDeposit(of)) {
        const path = `v1/deposits/${part(of)}/certificates`;
        return handedOut(await call({ method: 'POST', path, body: JSON.stringify({ language }) }));
      }
      const path = `v1/applications/${part(of)}/certificates`;
      const answer = await call({ method: 'POST', path, body: JSON.stringify({ language }) });
      const issued = issuedCertificateSchema.safeParse(await answer.json().catch(() => undefined));
      if (!issued.success) throw unexpectedAnswer(remote, 'something else');
      const { id } = issued.data;
      return { id, bytes: await bytesOf(await call({ method: 'GET', path: `v1/certificates/${id}` })) };
    },
    async report({ fileName, bytes }, order, language) {
      const form = new FormData();
      form.set('picture', new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName);
      form.set('order', JSON.stringify(order));
      const answer = await call({ method: 'POST', path: 'v1/reports', body: form });
      const made = reportSummarySchema.safeParse(await answer.json().catch(() => undefined));
      if (!made.success) throw unexpectedAnswer(remote, 'something else');
      const body = JSON.stringify({ language, pictures: 'included' });
      const bundle = await call({ method: 'POST', path: `v1/reports/${made.data.id}/bundles`, body });
      return { id: made.data.id, bytes: await bytesOf(bundle) };
    },
    async bundle(certificate, pictures) {
      const path = `v1/certificates/${part(certificate)}/bundles`;
      const answer = await call({ method: 'POST', path, body: JSON.stringify({ pictures }) });
      return handedOut(answer);
    },
    async anchors() {
      const answer = await call({ method: 'GET', path: 'v1/log/keys' });
      const keys = logKeysSchema.safeParse(await answer.json().catch(() => undefined));
      if (!keys.success) throw unexpectedAnswer(remote, 'something else');
      return keys.data;
    },
  };
}
