/** GB 32100-2015: digits and capital letters without I, O, S, V, Z, in the order of their values 0 to 30. */
const CREDIT_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3^(i-1) mod 31 for the places 1 to 17 (GB 32100-2015, 4.6). */
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Whether this is a 统一社会信用代码: 18 signs, of which the last is a check sign over the others. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  const sum = CREDIT_WEIGHTS.reduce((total, weight, place) => total + weight * CREDIT_SIGNS.indexOf(code[place]!), 0);
  return CREDIT_SIGNS[(31 - (sum % 31)) % 31] === code[17];
}

/** 2^(i-1) mod 11 from the left (GB 11643-1999, 7.2). */
const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const RESIDENT_CHECK_SIGNS = '10X98765432';

/** Whether this is a 公民身份号码: 18 signs with a date of birth that there was and the check sign of ISO 7064 mod 11-2. */
export function isResidentId(id: string, now: Date): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return false;
  const [year, month, day] = [id.slice(6, 10), id.slice(10, 12), id.slice(12, 14)];
  const born = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const isDate = !Number.isNaN(born.getTime()) && born.toISOString().startsWith(`${year}-${month}-${day}`);
  if (!isDate || Number(year) < 1_850 || born > now) return false;
  const sum = RESIDENT_WEIGHTS.reduce((total, weight, place) => total + weight * Number(id[place]), 0);
  return RESIDENT_CHECK_SIGNS[sum % 11] === id[17];
}
