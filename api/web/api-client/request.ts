import { type Language, LOCALES } from '../language/messages.ts';
import { OFFLINE, RequestProblem, readProblem } from './problem.ts';

export interface SendOptions {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Relative to the page, so that the client also works behind a path prefix. */
  readonly path: string;
  readonly language: Language;
  /** A form, or JSON text. */
  readonly body?: FormData | string | undefined;
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Share of the body that has left, 0–1; 1 once the server is working. */
  readonly onSent?: ((share: number) => void) | undefined;
}

/**
 * One request. XMLHttpRequest, because fetch cannot report how much of an upload has left.
 * Throws RequestProblem, or an AbortError when cancelled.
 */
function send(options: SendOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const finish = (): void => options.signal?.removeEventListener('abort', abort);
    request.open(options.method, new URL(options.path, document.baseURI));
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', LOCALES[options.language]);
    if (options.token !== undefined) request.setRequestHeader('Authorization', `Bearer ${options.token}`);
    if (typeof options.body === 'string') request.setRequestHeader('Content-Type', 'application/json');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) options.onSent?.(event.loaded / event.total);
    };
    request.upload.onload = () => options.onSent?.(1);
    request.onload = () => {
      finish();
      if (request.status >= 200 && request.status < 300) resolve(request.responseText);
      else {
        const header = (name: string): string | null => request.getResponseHeader(name);
        reject(new RequestProblem(readProblem(request.status, request.responseText, header)));
      }
    };
    request.onerror = () => {
      finish();
      reject(new RequestProblem(OFFLINE));
    };
    request.onabort = () => {
      finish();
      reject(new DOMException('The request was cancelled.', 'AbortError'));
    };
    if (options.signal?.aborted) {
      reject(new DOMException('The request was cancelled.', 'AbortError'));
      return;
    }
    options.signal?.addEventListener('abort', abort);
    request.send(options.body ?? null);
  });
}

/**
 * A request whose answer is JSON of type T. The server's own schemas checked it on the way out and it comes from our own
 * origin, so it is not validated a second time: the schema library would more than double the size of the client.
 */
export async function sendForJson<T>(options: SendOptions): Promise<T> {
  const text = await send(options);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new RequestProblem({ kind: 'failed', status: 200, code: 'unknown' });
  }
}

export async function sendForNothing(options: SendOptions): Promise<void> {
  await send(options);
}

/** A request whose answer is a file. */
export async function sendForFile({ method, path, language, body, signal }: SendOptions): Promise<Blob> {
  const response = await fetch(new URL(path, document.baseURI), {
    method,
    headers: {
      Accept: '*/*',
      'Accept-Language': LOCALES[language],
      ...(typeof body === 'string' && { 'Content-Type': 'application/json' }),
    },
    body: body ?? null,
    signal: signal ?? null,
  }).catch((error: unknown) => {
    throw isAbort(error) ? error : new RequestProblem(OFFLINE);
  });
  if (response.ok) return response.blob();
  const header = (name: string): string | null => response.headers.get(name);
  throw new RequestProblem(readProblem(response.status, await response.text(), header));
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
