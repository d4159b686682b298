import { join } from 'node:path';
import express, { type Express } from 'express';
import { parseTilePath } from '../proof/merkle/tiles.ts';
import { HttpProblem } from './problem.ts';
import { requestContextOf } from './request-context.ts';

/** Below this address the tree lies as C2SP tlog-tiles has it. Its files never change, so anyone may keep them for good. */
export const LOG_ADDRESS = '/v1/log';

/** Serves the tiles and entry bundles of the log as the static files that they are, and nothing else of its folder. */
export function serveLogTiles(app: Express, logFolder: string): void {
  const files = express.static(join(logFolder, 'tile'), {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '1y',
    setHeaders: (res) => res.setHeader('Content-Type', 'application/octet-stream'),
  });
  app.get(`${LOG_ADDRESS}/tile/*path`, (req, res, next) => {
    requestContextOf(req).route = `${LOG_ADDRESS}/tile`;
    if (parseTilePath(req.path.slice(LOG_ADDRESS.length + 1)) === undefined) throw noTile(req.method, req.path);
    req.url = req.url.slice(`${LOG_ADDRESS}/tile`.length);
    files(req, res, (error) => next(error ?? noTile(req.method, req.path)));
  });
}

function noTile(method: string, path: string): HttpProblem {
  return new HttpProblem('no-such-address', { facts: { method, path: path.slice(0, 100) } });
}
