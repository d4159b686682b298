import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { requestContextOf } from './request-context.ts';

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Selvedge</title>
<p>The web page has not been built. Run <code>npm run build</code>, then start again. The API is described under <a href="/docs">/docs</a>.</p></html>`;

/** Serves the built web client. Vite names its assets by content, so those never change under one name. */
export function serveWebClient(app: Express, clientDir: string): void {
  app.use((req, _res, next) => {
    requestContextOf(req).route = 'web-client';
    next();
  });
  app.use(
    '/assets',
    express.static(join(clientDir, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  app.use(express.static(clientDir, { maxAge: 0, cacheControl: false, redirect: false, setHeaders: revalidate }));
  if (!existsSync(join(clientDir, 'index.html'))) {
    app.get('/', (_req, res) => {
      res.status(503).set('Retry-After', '60').type('html').send(NOT_BUILT);
    });
  }
}

function revalidate(res: { setHeader(name: string, value: string): void }): void {
  res.setHeader('Cache-Control', 'no-cache');
}
