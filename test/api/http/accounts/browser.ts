import type { RunningServer } from '../running-server.ts';

/** A client that keeps cookies and says, as browsers do, from which page it asks. */
export class Browser {
  readonly #server: RunningServer;
  readonly #headers: Readonly<Record<string, string>>;
  cookie: string | undefined;

  constructor(server: RunningServer, headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' }) {
    this.#server = server;
    this.#headers = headers;
  }

  async send(method: string, path: string, json?: unknown): Promise<Response> {
    const response = await this.#server.fetch(path, {
      method,
      headers: {
        ...this.#headers,
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const [given] = response.headers.getSetCookie();
    if (given !== undefined) this.cookie = given.includes('Max-Age=0') ? undefined : given.split(';')[0];
    return response;
  }
}
