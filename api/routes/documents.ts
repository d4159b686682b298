import type { Express } from 'express';
import type { ApiContext } from '../http/context.ts';
import { openApiDocument } from '../http/openapi.ts';
import type { AnyOperation } from '../http/operation.ts';
import { REFERENCE_STYLE, referencePage } from '../http/reference-page.ts';
import { requestContextOf } from '../http/request-context.ts';

/** The OpenAPI document and the page made from it; both stay the same while the server runs. */
export function serveDocuments(app: Express, ctx: ApiContext, operations: readonly AnyOperation[]): void {
  const document = openApiDocument(operations, ctx.config);
  const contents = [
    { path: '/openapi.json', type: 'application/json', content: JSON.stringify(document) },
    { path: '/docs', type: 'text/html; charset=utf-8', content: referencePage(document, operations) },
    { path: '/docs.css', type: 'text/css; charset=utf-8', content: REFERENCE_STYLE },
  ];
  for (const { path, type, content } of contents) {
    app.get(path, (req, res) => {
      requestContextOf(req).route = path;
      res.set('Cache-Control', 'no-cache').type(type).send(content);
    });
  }
}
