/** The vendor's integers: beyond 2^53 only text keeps every digit. */
export function int64(digits: string): number | string {
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}
