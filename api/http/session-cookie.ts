import type { Request } from 'express';
import { HttpProblem } from './problem.ts';

/** With TLS the prefix makes browsers refuse the cookie from anywhere but this very host (RFC 6265bis, 4.1.3.2). */
const SECURE_NAME = '__Host-selvedge';
/** Without TLS, as on one's own machine, browsers take no cookie with that prefix. */
const PLAIN_NAME = 'selvedge-session';
const SESSION_TOKEN = /^session_[\w-]{43}$/;

const nameFor = (isSecure: boolean) => (isSecure ? SECURE_NAME : PLAIN_NAME);

/** The secret of the session that the browser has, or undefined where there is none of our form. */
export function sessionTokenOf(req: Request): string | undefined {
  const name = nameFor(req.secure);
  const values = (req.headers.cookie ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  const [token] = values;
  // Two cookies of one name are a sign that somebody has planted one.
  return values.length === 1 && token !== undefined && SESSION_TOKEN.test(token) ? token : undefined;
}

/** Gives the browser a session, or, with null, takes it away. Gone with the browser; the server ends it sooner. */
export function sessionCookie(token: string | null, isSecure: boolean): Readonly<Record<string, string>> {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', ...(isSecure ? ['Secure'] : [])];
  const value = token === null ? [`${nameFor(isSecure)}=`, 'Max-Age=0'] : [`${nameFor(isSecure)}=${token}`];
  return { 'Set-Cookie': [...value, ...attributes].join('; ') };
}

/**
 * Against requests that another page makes the browser send along with the cookie: whatever changes something must say
 * that it comes from a page of this very origin, port included. Browsers say so by Sec-Fetch-Site, older ones by Origin;
 * one that says neither is refused, and programs use API keys, which no browser sends by itself.
 */
export function requireOwnPage(req: Request): void {
  if (req.method === 'GET' || req.method === 'HEAD') return;
  const site = req.get('Sec-Fetch-Site');
  const origin = req.get('Origin');
  const isOwn =
    site === undefined ? origin !== undefined && hostOf(origin) === req.headers.host : site === 'same-origin';
  if (!isOwn) throw new HttpProblem('cross-site-request');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
