import { MAX_PICTURE_BYTES } from '../../engine/index.ts';

/** Every bound on what a client may send, with its reason. Operators choose the ones in api/config; these are fixed. */

/** The engine's own bound, so that a file which it would refuse is not even read to its end. */
export const PICTURE_BYTES_MAX = MAX_PICTURE_BYTES;

/** Boundaries, part headers and text fields around the pictures of a form. */
export const FORM_OVERHEAD_BYTES_MAX = 256 * 1024;

/** The longest text field is the JSON of a pattern's details: 10 dates and three texts of 200 characters, at most 4 bytes each. */
export const FIELD_BYTES_MAX = 16 * 1024;

/** A form of every kind fits four times over with its longest texts, so that nothing that somebody types is cut. */
export const FORM_BYTES_MAX = 64 * 1024;

/** A manifest of 500 rows with some 4 kB each. */
export const MANIFEST_BYTES_MAX = 2 * 1024 * 1024;

/** Our longest field name has 7 letters; a name beyond 100 bytes is not a mistyped one. */
export const FIELD_NAME_BYTES_MAX = 100;

/** No form of ours has more than two text fields; the rest lets a mistyped form be named as such rather than as too long. */
export const FORM_FIELDS_MAX = 8;

/** A part needs Content-Disposition and Content-Type; clients add two or three more. */
export const PART_HEADERS_MAX = 16;

/** Node's own default, stated: twice what browsers send with many cookies. */
export const HEADER_BYTES_MAX = 16 * 1024;

/** Some 40 header fields are usual behind proxies. */
export const HEADER_COUNT_MAX = 100;

/** Time for the head of a request: a few round trips on a bad mobile link. */
export const HEADERS_TIMEOUT_MS = 15_000;

/** Longer than the usual 60 s of a proxy, which should be the one to close an idle connection. */
export const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** How long the rest of a body is thrown away after a refusal, so that the client reads the answer rather than a reset. */
export const LINGER_MS = 3_000;

/** A query string of ours is at most a search text of 200 characters, percent-encoded, and a cursor. */
export const URL_BYTES_MAX = 8 * 1024;

/** Time for which an Idempotency-Key is remembered: a client's retries after a lost connection, over night. */
export const IDEMPOTENCY_TTL_MS = 24 * 3_600_000;

/** Client addresses whose rate is remembered; the longest unseen are forgotten first. Some 100 bytes each. */
export const RATE_LIMITED_CLIENTS_MAX = 50_000;

/** Seconds after which a client that was turned away because of load should come again. */
export const BUSY_RETRY_AFTER_S = 2;

/** Keys remembered for work that is done anew anyway; some 200 bytes each. */
export const IDEMPOTENCY_KEYS_MAX = 100_000;

/** A backup reads every picture there is; two at once would only slow each other. */
export const BACKUPS_IN_FLIGHT_MAX = 1;
