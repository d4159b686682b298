import express, { type Express, type RequestHandler } from 'express';
import { webClientDir } from './config/installation.ts';
import { serveCheckPage } from './http/check-page.ts';
import type { ApiContext } from './http/context.ts';
import { URL_BYTES_MAX } from './http/limits.ts';
import { serveLogTiles } from './http/log-tiles.ts';
import type { AnyOperation } from './http/operation.ts';
import { HttpProblem } from './http/problem.ts';
import { answerProblems } from './http/problem-response.ts';
import { trackRequests } from './http/request-log.ts';
import { refuseForeignOrigins } from './http/request-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveOperation } from './http/serve-operation.ts';
import { serveWebClient } from './http/static-client.ts';
import { serveWitness } from './http/witness.ts';
import { serveDocuments } from './routes/documents.ts';
import { OPERATIONS } from './routes/operations.ts';

/** The whole API as one Express application, with the web client that was built into `clientDir`. */
export function createApp(ctx: ApiContext, clientDir: string = webClientDir): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('trust proxy', ctx.config.server.trustProxy);
  app.set('strict routing', true);
  app.use(trackRequests(ctx), securityHeaders(), refuseForeignOrigins(ctx.config), admit(ctx));
  for (const operation of OPERATIONS) serveOperation(app, ctx, operation);
  serveLogTiles(app, ctx.services.transparency.folder);
  serveWitness(app, ctx);
  serveDocuments(app, ctx, OPERATIONS);
  refuseOtherMethods(app, OPERATIONS);
  serveCheckPage(app, ctx, clientDir);
  serveWebClient(app, clientDir);
  app.use((req) => {
    throw new HttpProblem('no-such-address', { facts: { method: req.method, path: req.path.slice(0, 100) } });
  });
  app.use(answerProblems(ctx));
  return app;
}

/** Bounds what is served at once, and how long an address may be. */
function admit(ctx: ApiContext): RequestHandler {
  return (req, res, next) => {
    const bytes = Buffer.byteLength(req.originalUrl);
    if (bytes > URL_BYTES_MAX) throw new HttpProblem('uri-too-long', { facts: { maxBytes: URL_BYTES_MAX, bytes } });
    const leave = ctx.requestsInFlight.take(1);
    if (leave === undefined) throw new HttpProblem('overloaded');
    res.once('close', leave);
    next();
  };
}

function refuseOtherMethods(app: Express, operations: readonly AnyOperation[]): void {
  const methods = new Map<string, string[]>();
  for (const { path, method } of operations) {
    const more = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    methods.set(path, [...(methods.get(path) ?? []), ...more]);
  }
  for (const [path, allowed] of methods) {
    app.all(path.replace(/\{(\w+)\}/g, ':$1'), (req) => {
      const headers = { Allow: allowed.join(', ') };
      throw new HttpProblem('method-not-allowed', { facts: { allowed: headers.Allow, method: req.method }, headers });
    });
  }
}
