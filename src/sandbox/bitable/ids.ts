import { createHash } from 'node:crypto';

/** Gives the ids of new things. Two sources with one seed give the same ids in the same order. */
export interface Ids {
  newAppToken(): string;
  newTableId(): string;
  newViewId(): string;
  newFieldId(): string;
  newRecordId(): string;
  newOptionId(): string;
  newConditionId(): string;
  newFileToken(): string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base = BigInt(alphabet.length);
/** A prime beyond every id: its multiples visit each value below a power of 62 before one comes twice. */
const stride = 2n ** 521n - 1n;

export function createIds(seed: string): Ids {
  return {
    newAppToken: idSource(seed, '', 27),
    newTableId: idSource(seed, 'tbl', 14),
    newViewId: idSource(seed, 'vew', 7),
    newFieldId: idSource(seed, 'fld', 7),
    newRecordId: idSource(seed, 'rec', 11),
    newOptionId: idSource(seed, 'opt', 7),
    newConditionId: idSource(seed, 'con', 7),
    newFileToken: idSource(`${seed} file`, '', 27),
  };
}

/** Ids of one shape; none comes twice. */
function idSource(seed: string, prefix: string, length: number): () => string {
  const size = base ** BigInt(length);
  let value = BigInt(`0x${createHash('sha256').update(`${prefix} ${seed}`).digest('hex')}`) % size;
  return () => {
    value = (value + stride) % size;
    return prefix + inBase62(value, length);
  };
}

function inBase62(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  while (text.length < length) {
    text = alphabet.charAt(Number(rest % base)) + text;
    rest /= base;
  }
  return text;
}
