import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** What a public id is of: SP pattern, TN tenant, AC account, PT party, KY API key, DC document, PA power of attorney, LK link to a party, AP application, DE evidence of a date, OP opinion, OB objection, SD sealed deposit, OD open deposit, EV evidence, SA audit of the library, MT motif, CE certificate, EB evidence bundle, SR similarity report. */
export type IdPrefix =
  | 'CE'
  | 'DE'
  | 'SR'
  | 'EB'
  | 'EV'
  | 'MT'
  | 'SA'
  | 'SD'
  | 'OD'
  | 'AP'
  | 'OP'
  | 'OB'
  | 'SP'
  | 'TN'
  | 'AC'
  | 'PT'
  | 'KY'
  | 'DC'
  | 'PA'
  | 'LK';

/** A new public id: the prefix and a ULID, 48 bits of time in milliseconds and 80 random bits (github.com/ulid/spec). */
export function makeId(prefix: IdPrefix, now: Date): string {
  let time = now.getTime();
  let timePart = '';
  for (let place = 0; place < TIME_DIGITS; place++) {
    timePart = DIGITS[time % 32] + timePart;
    time = Math.floor(time / 32);
  }
  let randomPart = '';
  for (const byte of randomBytes(RANDOM_DIGITS)) randomPart += DIGITS[byte & 31];
  return `${prefix}-${timePart}${randomPart}`;
}
