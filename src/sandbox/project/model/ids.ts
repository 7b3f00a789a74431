import { createHash } from 'node:crypto';

/** Gives the ids of new things. Two sources with one seed give the same ids in the same order. */
export interface ProjectIds {
  /** Of spaces, custom work item types and relations: 24 hexadecimal digits. */
  newObjectId(): string;
  /** Of work items: each higher than the last. */
  newItemId(): string;
  /** Of comments, sub-tasks, teams, work hours and batch tasks. */
  newRecordId(): string;
  newTemplateId(): string;
  newTransitionId(): string;
  newViewId(): string;
  newFieldKey(): string;
  newRoleKey(): string;
  newOptionValue(): string;
  newGroupUuid(): string;
  newUuid(): string;
  /** What tokens and authorization codes are made of. */
  newSecret(): string;
}

const hex = '0123456789abcdef';
const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** A prime beyond every id: its multiples visit each value before one comes twice. */
const stride = 2n ** 521n - 1n;

export function createProjectIds(seed: string, beyondDoubles: boolean): ProjectIds {
  return {
    newObjectId: idSource(seed, '6', 23, hex),
    newItemId: counter(6_300_041_207, 13),
    newRecordId: beyondDoubles ? idSource(seed, '73', 17, digits) : counter(10_480_233, 7),
    newTemplateId: counter(1_104_861, 4),
    newTransitionId: counter(21_058_411, 1),
    newViewId: idSource(`${seed} view`, '', 9, letters),
    newFieldKey: idSource(seed, 'field_', 6, hex),
    newRoleKey: idSource(seed, 'role_', 6, hex),
    newOptionValue: idSource(seed, 'opt_', 9, lower),
    newGroupUuid: idSource(`${seed} group`, '', 8, letters),
    newUuid: uuidSource(idSource(`${seed} uuid`, '', 32, hex)),
    newSecret: idSource(`${seed} secret`, '', 40, hex),
  };
}

function counter(first: number, step: number): () => string {
  let next = first;
  return () => {
    const id = String(next);
    next += step;
    return id;
  };
}

function uuidSource(newHex: () => string): () => string {
  return () => newHex().replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12}).*$/, '$1-$2-4$3-$4-$5');
}

/** Ids of one shape; none comes twice. */
function idSource(seed: string, prefix: string, length: number, signs: string): () => string {
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
