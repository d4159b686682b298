import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../api/app.ts';
import { loadConfig } from '../../../api/config/config.ts';
import { createContext } from '../../../api/create-context.ts';
import type { ApiContext } from '../../../api/http/context.ts';
import { listen } from '../../../api/http/listen.ts';
import { createLogger } from '../../../api/http/logger.ts';
import type { Problem } from '../../../api/http/problem-schema.ts';
import type { ServiceContext } from '../../../api/services/context.ts';
import { openRegistry } from '../../../api/services/open-registry.ts';
import { placeDatabase } from '../store/prepared-database.ts';

export const TOKEN = 'a-token-for-the-tests-of-forty-characters';

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly context: ApiContext;
  /** Every line that was logged so far. */
  readonly logged: readonly string[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Sends bytes as they are on a fresh connection and reads until it closes; `finish` closes our half after sending. */
  sendRaw(bytes: string | Buffer, options?: { finish?: boolean }): Promise<string>;
  close(): Promise<void>;
}

/**
 * A whole server on a free port of loopback, with a registry of its own in a temporary folder, or, to save the time of
 * opening one, on that of another server, which has to be closed after it.
 */
export async function startServer(
  env: Record<string, string> = {},
  beside?: { readonly context: { readonly services: ServiceContext } },
  clientDir?: string,
): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'selvedge-http-'));
  const { config } = loadConfig({
    env: { SELVEDGE_DATA: dataDir, SELVEDGE_PORT: '0', SELVEDGE_TOKEN: TOKEN, SELVEDGE_WORKERS: '1', ...env },
    workingDir: dataDir,
  });
  const logged: string[] = [];
  const log = createLogger('info', { write: (line: string) => void logged.push(line) });
  if (beside === undefined) placeDatabase(config);
  const registry = beside === undefined ? await openRegistry(config, log) : undefined;
  const { context } = await createContext(config, registry ?? beside!.context.services, log);
  const server = await listen(createApp(context, clientDir), config);
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    port: server.port,
    context,
    logged,
    fetch: (path, init) => fetch(url + path, init),
    sendRaw: (bytes, options) => sendRaw(server.port, bytes, options),
    async close() {
      await server.stop(30_000);
      await registry?.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function sendRaw(port: number, bytes: string | Buffer, { finish = false } = {}): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  // A server that has answered may reset a connection on which more is still being sent.
  const answer = new Promise<string>((resolve) => {
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('error', () => resolve(received));
    socket.on('close', () => resolve(received));
    socket.setTimeout(8_000, () => socket.destroy());
  });
  socket.write(bytes);
  if (finish) socket.end();
  return answer;
}

/** The head and the body of an answer read from a socket. */
export function splitAnswer(answer: string): { readonly head: string; readonly body: string } {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return { head, body: rest.join('\r\n\r\n') };
}

export async function problemOf(response: Response): Promise<Problem> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) {
    throw new Error(`Expected a problem but received ${response.status}: ${(await response.text()).slice(0, 200)}`);
  }
  return (await response.json()) as Problem;
}

export function authorised(headers: Record<string, string> = {}): Record<string, string> {
  return { authorization: `Bearer ${TOKEN}`, ...headers };
}

export function formOf(parts: Readonly<Record<string, string | Uint8Array>>, fileName = 'rose.png'): FormData {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') form.append(name, part);
    else form.append(name, new Blob([new Uint8Array(part)], { type: 'image/png' }), fileName);
  }
  return form;
}
