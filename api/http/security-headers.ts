import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Everything comes from our own origin; `blob:` is for pictures that the user chose and the page shows before sending. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
};

/** A stored picture is shown as a picture whatever a browser may find in it, and never runs anything. */
export const PICTURE_CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'none'; sandbox; frame-ancestors 'none'";

/** No CORS headers anywhere: pages of other sites read nothing. Strict-Transport-Security is the TLS proxy's to set. */
export function securityHeaders(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: false,
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set('Permissions-Policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()');
      next();
    },
  ];
}
