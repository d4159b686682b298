import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Express } from 'express';
import { publishedAuthorities } from '../services/proof/published-authorities.ts';
import { publishedKeys } from '../services/proof/published-keys.ts';
import type { ApiContext } from './context.ts';
import { requestContextOf } from './request-context.ts';

const PLACE_OF_ANCHORS = '<script id="anchors" type="application/json">null</script>';

/**
 * Gives the page that checks files without network, with the keys of this registry pinned in it. As a file to keep, not to look at here:
 * its script is in it, which pages of ours may not have.
 */
export function serveCheckPage(app: Express, { services }: ApiContext, clientDir: string): void {
  app.get('/verify.html', async (req, res, next) => {
    requestContextOf(req).route = 'check-page';
    const page = await readFile(join(clientDir, 'verify.html'), 'utf8').catch(() => undefined);
    if (page === undefined) return next();
    const anchors = { ...(await publishedKeys(services.keyring)), authorities: await publishedAuthorities(services) };
    // No text of ours ends the element that it is in.
    const json = JSON.stringify(anchors).replaceAll('<', '\\u003c');
    res
      .set({ 'Content-Disposition': 'attachment; filename="verify.html"', 'Cache-Control': 'no-store' })
      .type('html')
      .send(page.replace(PLACE_OF_ANCHORS, () => PLACE_OF_ANCHORS.replace('null', () => json)));
  });
}
