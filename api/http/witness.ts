import express, { type Express, type Request, type Response } from 'express';
import { parseVerifierKey } from '../proof/note/verifier-key.ts';
import { type WitnessAnswer, witnessCheckpoint } from '../services/proof/witness.ts';
import type { ApiContext } from './context.ts';
import { HttpProblem } from './problem.ts';
import { requestContextOf } from './request-context.ts';

const WITNESS_ADDRESS = '/v1/witness/add-checkpoint';
/** A proof has at most 63 hashes; the rest is room for the signatures of other witnesses. */
const REQUEST_BYTES_MAX = 32_768;

/** C2SP tlog-witness, whose bodies and answers are its own: open to anyone, since the log's signature is what counts. */
export function serveWitness(app: Express, ctx: ApiContext): void {
  const logs = ctx.config.witness.logs.map(parseVerifierKey);
  const parse = express.text({ type: () => true, limit: REQUEST_BYTES_MAX, inflate: false });
  app.post(WITNESS_ADDRESS, async (req, res) => {
    requestContextOf(req).route = WITNESS_ADDRESS;
    const waitS = ctx.rateLimiters.checks.take(req.ip ?? '');
    if (waitS > 0)
      throw new HttpProblem('rate-limited', {
        facts: { perMinute: ctx.rateLimiters.checks.limit.perMinute, retryAfterS: Math.ceil(waitS) },
        retryAfterS: Math.ceil(waitS),
      });
    const body = await readText(parse, req, res);
    if (body === undefined) res.status(400).type('text/plain').send('Not a text of at most 32 KiB.\n');
    else send(res, await witnessCheckpoint(ctx.services, logs, body));
  });
}

function send(res: Response, answer: WitnessAnswer): void {
  res.status(answer.status).set('Cache-Control', 'no-store');
  if (answer.status === 200) res.type('text/plain').send(answer.signatures);
  else if (answer.status === 409) res.set('Content-Type', 'text/x.tlog.size').send(Buffer.from(`${answer.size}\n`));
  else res.type('text/plain').send(`${answer.reason}\n`);
}

function readText(parse: ReturnType<typeof express.text>, req: Request, res: Response): Promise<string | undefined> {
  return new Promise((resolve) => {
    parse(req, res, (error?: unknown) =>
      resolve(error === undefined && typeof req.body === 'string' ? req.body : undefined),
    );
  });
}
