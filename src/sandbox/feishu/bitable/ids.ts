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
  newFolderToken(): string;
  newShareToken(): string;
  /** Of documents, spreadsheets, wiki pages and the blocks in documents. */
  newDocumentToken(): string;
  newBlockId(): string;
  newWorkflowId(): string;
  newRoleId(): string;
  newUploadId(): string;
  /** What a temporary link to a file carries. */
  newLinkCode(): string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const digits = '0123456789';
/** A prime beyond every id: its multiples visit each value below a power of 62 or 10 before one comes twice. */
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
    newDocumentToken: idSource(`${seed} document`, '', 27),
    newFolderToken: idSource(`${seed} folder`, 'fld', 24),
    newShareToken: idSource(seed, 'shrcn', 22),
    newBlockId: idSource(seed, 'blk', 13),
    newWorkflowId: idSource(seed, '73', 17, digits),
    newRoleId: idSource(seed, 'rol', 7),
    newUploadId: idSource(seed, '71', 17, digits),
    newLinkCode: idSource(`${seed} link`, '', 43),
  };
}

/** Ids of one shape; none comes twice. */
function idSource(seed: string, prefix: string, length: number, signs = alphabet): () => string {
  const size = BigInt(signs.length) ** BigInt(length);
  let value = BigInt(`0x${createHash('sha256').update(`${prefix} ${seed}`).digest('hex')}`) % size;
  return () => {
    value = (value + stride) % size;
    return prefix + written(value, length, signs);
  };
}

function written(value: bigint, length: number, signs: string): string {
  const base = BigInt(signs.length);
  let rest = value;
  let text = '';
  while (text.length < length) {
    text = signs.charAt(Number(rest % base)) + text;
    rest /= base;
  }
  return text;
}
