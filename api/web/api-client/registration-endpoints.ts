import type { Kind } from '../../registration/application-form.ts';
import type {
  Application,
  ApplicationPage,
  CaseFileView,
  NoticePageView,
  PublicNoticeView,
  QueuePageView,
  StatisticsView,
  TitleView,
} from '../../schemas/application.ts';
import type { Language } from '../language/messages.ts';
import { sendForJson, sendForNothing } from './request.ts';

export interface Common {
  readonly language: Language;
  readonly signal?: AbortSignal | undefined;
  readonly onSent?: ((share: number) => void) | undefined;
}

/** What was typed into a form, right or wrong. */
export type TypedForm = Readonly<Record<string, unknown>>;

const caseUrl = (id: string, rest = ''): string => `v1/applications/${encodeURIComponent(id)}${rest}`;
export const casePictureUrl = (id: string, ordinal: number): string => caseUrl(id, `/pictures/${ordinal}`);
export const caseThumbnailUrl = (id: string, ordinal: number): string => caseUrl(id, `/pictures/${ordinal}/thumbnail`);
export const noticePictureUrl = (id: string, ordinal: number): string =>
  `v1/notices/${encodeURIComponent(id)}/pictures/${ordinal}`;
export const statisticsCsvUrl = (from: string, to: string): string =>
  `v1/statistics.csv?${new URLSearchParams({ from, to })}`;

export function listApplications(common: Common): Promise<ApplicationPage> {
  return sendForJson({ ...common, method: 'GET', path: 'v1/applications?limit=100' });
}

export function createApplication(
  request: { readonly party: string; readonly kind: Kind },
  common: Common,
): Promise<Application> {
  return sendForJson({ ...common, method: 'POST', path: 'v1/applications', body: JSON.stringify(request) });
}

export function readCase(id: string, common: Common): Promise<CaseFileView> {
  return sendForJson({ ...common, method: 'GET', path: caseUrl(id) });
}

export function saveForm(
  id: string,
  request: { readonly version: number; readonly form: TypedForm },
  common: Common,
): Promise<Application> {
  return sendForJson({ ...common, method: 'POST', path: caseUrl(id, '/form'), body: JSON.stringify(request) });
}

export function addCasePicture(id: string, picture: File, details: object, common: Common): Promise<unknown> {
  const body = new FormData();
  body.append('picture', picture, picture.name);
  body.append('details', JSON.stringify(details));
  return sendForJson({ ...common, method: 'POST', path: caseUrl(id, '/pictures'), body });
}

export function removeCasePicture(id: string, ordinal: number, common: Common): Promise<Application> {
  return sendForJson({ ...common, method: 'DELETE', path: caseUrl(id, `/pictures/${ordinal}`) });
}

/** A step of a case, by the last part of its address; `request` is what it asks for. */
export function takeStep(id: string, step: string, request: object | undefined, common: Common): Promise<Application> {
  const body = request === undefined ? {} : { body: JSON.stringify(request) };
  return sendForJson({ ...common, method: 'POST', path: caseUrl(id, `/${step}`), ...body });
}

export function saveExaminationNote(id: string, content: object, common: Common): Promise<void> {
  return sendForNothing({
    ...common,
    method: 'POST',
    path: caseUrl(id, '/examination-note'),
    body: JSON.stringify(content),
  });
}

/** Examiners and registrars have each a queue of their own. */
export function readQueue(stage: string, common: Common): Promise<QueuePageView> {
  const queue = stage === 'objections' || stage === 'panels' ? 'registrar-queue' : 'examination-queue';
  return sendForJson({ ...common, method: 'GET', path: `v1/${queue}?${new URLSearchParams({ stage })}` });
}

export function listNotices(text: string, before: number | undefined, common: Common): Promise<NoticePageView> {
  const parameters = new URLSearchParams({ limit: '24' });
  if (text !== '') parameters.set('text', text);
  if (before !== undefined) parameters.set('before', String(before));
  return sendForJson({ ...common, method: 'GET', path: `v1/notices?${parameters}` });
}

export function searchNotices(picture: File, common: Common): Promise<NoticePageView> {
  const body = new FormData();
  body.append('picture', picture, picture.name);
  return sendForJson({ ...common, method: 'POST', path: 'v1/notice-searches', body });
}

export async function readNotice(
  id: string,
  common: Common,
): Promise<{ readonly notice: PublicNoticeView; readonly title: TitleView }> {
  const path = `v1/notices/${encodeURIComponent(id)}`;
  const [notice, title] = await Promise.all([
    sendForJson<PublicNoticeView>({ ...common, method: 'GET', path }),
    sendForJson<TitleView>({ ...common, method: 'GET', path: `${path}/title` }),
  ]);
  return { notice, title };
}

/** Who held the right on a day, today where none is given, and the entries up to then. */
export function readTitle(id: string, on: string, common: Common): Promise<TitleView> {
  const day = on === '' ? '' : `?${new URLSearchParams({ on })}`;
  return sendForJson({ ...common, method: 'GET', path: `v1/notices/${encodeURIComponent(id)}/title${day}` });
}

export function objectTo(id: string, request: object, common: Common): Promise<unknown> {
  const path = `v1/notices/${encodeURIComponent(id)}/objections`;
  return sendForJson({ ...common, method: 'POST', path, body: JSON.stringify(request) });
}

export function readStatistics(from: string, to: string, common: Common): Promise<StatisticsView> {
  return sendForJson({ ...common, method: 'GET', path: `v1/statistics?${new URLSearchParams({ from, to })}` });
}
