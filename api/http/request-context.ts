import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { LANGUAGES, type Language } from '../config/settings.ts';
import { type Actor, ANONYMOUS } from '../services/access/actor.ts';
import type { ProblemCode } from './problem-codes.ts';
import { sessionTokenOf } from './session-cookie.ts';

/** What is known of a request besides what the client sent; the access log and the metrics are written from it. */
export interface RequestContext {
  readonly id: string;
  readonly language: Language;
  readonly startedMs: number;
  /** Whether the client's connection is encrypted, as far as the proxies in front say. */
  readonly isSecure: boolean;
  /** Of the server as the client addresses it, such as `https://patterns.example`. */
  readonly origin: string;
  /** The secret of the browser's session, in force or not. */
  readonly sessionToken: string | undefined;
  /** Who asks: the public until the edge has looked. */
  actor: Actor;
  /** The address with its placeholders, never with ids or search texts. */
  route: string;
  worksSearched: number;
  problemCode: ProblemCode | undefined;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** Ids of this form are taken over, so that a proxy's log and ours can be joined; anything else could forge log lines. */
const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

export function openRequestContext(req: Request, defaultLanguage: Language): RequestContext {
  const proposedId = req.get('X-Request-Id');
  const context: RequestContext = {
    id: proposedId !== undefined && SANE_REQUEST_ID.test(proposedId) ? proposedId : randomUUID(),
    language: languageOf(req, defaultLanguage),
    startedMs: performance.now(),
    isSecure: req.secure,
    origin: `${req.secure ? 'https' : 'http'}://${req.headers.host ?? ''}`,
    sessionToken: sessionTokenOf(req),
    actor: ANONYMOUS,
    route: 'unmatched',
    worksSearched: 0,
    problemCode: undefined,
  };
  contexts.set(req, context);
  return context;
}

export function requestContextOf(req: IncomingMessage): RequestContext {
  const context = contexts.get(req);
  if (context === undefined) throw new Error('The request has no context: openRequestContext must run first.');
  return context;
}

function languageOf(req: Request, defaultLanguage: Language): Language {
  if (req.get('Accept-Language') === undefined) return defaultLanguage;
  // Express would answer "any" with the first of the list, so the default goes first.
  const offered = [defaultLanguage, ...LANGUAGES.filter((language) => language !== defaultLanguage)];
  const accepted = req.acceptsLanguages(offered);
  return LANGUAGES.find((language) => language === accepted) ?? defaultLanguage;
}
