import type { RequestHandler } from 'express';
import type { ApiContext } from './context.ts';
import { LINGER_MS } from './limits.ts';
import { openRequestContext } from './request-context.ts';

/** Status noted for a client that went away before its answer, as proxies write it in their logs; never sent. */
const CLIENT_GONE = 499;

/** Opens the request's context; when the connection is done with it, writes one line of the access log and the metrics. */
export function trackRequests(ctx: ApiContext): RequestHandler {
  return (req, res, next) => {
    const context = openRequestContext(req, ctx.config.language);
    res.set('X-Request-Id', context.id);
    res.once('finish', () => lingerOver(req));
    res.once('close', () => {
      const durationMs = performance.now() - context.startedMs;
      const status = res.writableFinished ? res.statusCode : CLIENT_GONE;
      const { route, worksSearched, problemCode } = context;
      ctx.metrics.record({ method: req.method, route, status, durationS: durationMs / 1000, worksSearched });
      ctx.log.info(
        {
          requestId: context.id,
          method: req.method,
          route,
          status,
          durationMs: Math.round(durationMs),
          client: req.ip,
          ...(problemCode === undefined ? {} : { code: problemCode }),
          ...(worksSearched > 0 ? { worksSearched } : {}),
        },
        'request',
      );
    });
    next();
  };
}

/** After an early answer Node throws the rest of the body away; one that never ends is cut off. */
function lingerOver(req: Parameters<RequestHandler>[0]): void {
  if (req.complete) return;
  const timer = setTimeout(() => req.socket.destroy(), LINGER_MS).unref();
  req.once('close', () => clearTimeout(timer));
}
