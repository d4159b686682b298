import type { Backend, ComparisonSide, PictureFile } from './backend.ts';
import { Refusal } from './backend.ts';

/** A registry behind its HTTP API. `token` is needed for writing. */
export function openRemoteBackend(serverUrl: string, token: string | undefined, language: string): Backend {
  const call = async (method: string, path: string, body?: FormData | string): Promise<Response> => {
    const headers: Record<string, string> = { 'accept-language': language };
    if (token) headers.authorization = `Bearer ${token}`;
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    let response: Response;
    try {
      response = await fetch(new URL(path, serverUrl), { method, headers, ...(body !== undefined && { body }) });
    } catch (cause) {
      throw new Refusal(
        'server-unreachable',
        `Expected a Selvedge server at ${serverUrl} but nothing answered there. Check the address and that it runs.`,
        { cause },
      );
    }
    if (!response.ok) throw await refusalOf(response);
    return response;
  };
  // What a server sends is checked where it is used for a decision; the rest is passed on as it came.
  const json = async <T>(method: string, path: string, body?: FormData | string) =>
    (await (await call(method, path, body)).json()) as T;
  const record = (id: string) => `/v1/patterns/${encodeURIComponent(id)}`;

  return {
    concurrency: 2,
    check: (picture, limit) => json('POST', `/v1/checks?limit=${limit}`, form({ picture })),
    compare: (first, second) => json('POST', '/v1/comparisons', form({ first, second })),
    importPattern: (picture, details) => json('POST', '/v1/patterns', form({ picture }, details)),
    list({ cursor, limit, text }) {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }), ...(text && { text }) });
      return json('GET', `/v1/patterns?${query}`);
    },
    show: (id) => json('GET', record(id)),
    async remove(id, reason) {
      await call('DELETE', record(id), JSON.stringify({ reason }));
    },
    async readPicture(id) {
      return new Uint8Array(await (await call('GET', `${record(id)}/image`)).arrayBuffer());
    },
    close: async () => {},
  };
}

function form(sides: Readonly<Record<string, ComparisonSide>>, details?: unknown): FormData {
  const data = new FormData();
  for (const [field, side] of Object.entries(sides)) {
    if ('id' in side) data.set(field, side.id);
    else data.set(field, blobOf(side), side.fileName);
  }
  if (details !== undefined) data.set('details', JSON.stringify(details));
  return data;
}

const blobOf = (picture: PictureFile) => new Blob([new Uint8Array(picture.bytes)]);

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as { code?: unknown; detail?: unknown };
  const code = typeof problem.code === 'string' ? problem.code : `http-${response.status}`;
  const detail = typeof problem.detail === 'string' ? problem.detail : `The server answered ${response.status}.`;
  return new Refusal(code, detail);
}
