import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Config } from '../config/settings.ts';
import { isLoopback } from './access.ts';
import { answerUnparsed } from './client-error.ts';
import { HEADER_BYTES_MAX, HEADER_COUNT_MAX, HEADERS_TIMEOUT_MS, KEEP_ALIVE_TIMEOUT_MS } from './limits.ts';

/** How soon after its last answer a connection is closed while stopping. */
const IDLE_CHECK_INTERVAL_MS = 50;

export interface ListeningServer {
  /** Where a person on this machine reaches it. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, lets requests in progress finish within `drainTimeoutMs`, then cuts what is left. */
  stop(drainTimeoutMs: number): Promise<void>;
}

/** Starts to listen. Throws, in words for the operator, when the address cannot be had. */
export async function listen(app: RequestListener, { server: settings, language }: Config): Promise<ListeningServer> {
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, settings.requestTimeoutMs),
      requestTimeout: settings.requestTimeoutMs,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      connectionsCheckingInterval: Math.min(5_000, settings.requestTimeoutMs),
    },
    app,
  );
  server.maxHeadersCount = HEADER_COUNT_MAX;
  server.on('clientError', (error, socket) => answerUnparsed(error, socket as Socket, language));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listeningError(error, settings)));
    server.listen(settings.port, settings.host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const name = isLoopback(settings.host)
    ? 'localhost'
    : settings.host.includes(':')
      ? `[${settings.host}]`
      : settings.host;
  return { url: `http://${name}:${port}`, port, stop: (drainTimeoutMs) => stop(server, drainTimeoutMs) };
}

async function stop(server: Server, drainTimeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose last answer goes out only now would otherwise be kept alive for another request.
  const closingIdle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_INTERVAL_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(closingIdle);
  clearTimeout(cutting);
}

function listeningError(error: NodeJS.ErrnoException, { host, port }: Config['server']): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Expected port ${port} of ${host} to be free but another program listens there. Stop it, or set SELVEDGE_PORT.`,
      { cause: error },
    );
  }
  return new Error(
    `Expected to listen on ${host}, port ${port}, but received ${error.code}. Check SELVEDGE_HOST and SELVEDGE_PORT.`,
    { cause: error },
  );
}
