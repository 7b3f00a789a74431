import { isJsonList, type Json } from '../../core/json.js';
import { structureIn } from '../../core/lossless-json.js';
import type { FieldDraft, TypeHypothesis } from './kind.js';

const selectType = 3;
const multiSelectType = 4;

/** A select has few names, each short and often repeated, throughout the file. */
const maxInferred = 20;
const maxInferredLength = 30;
const valuesPerName = 10;
/** Lists are made of names, so that they need no repeating. */
const maxListed = 100;

export function selectHypothesis(): TypeHypothesis {
  const names = new Set<string>();
  let count = 0;
  const take = (value: Json) => {
    count += 1;
    return addName(value, names, maxInferred);
  };
  return {
    take,
    endures: take,
    draft: () =>
      names.size > 0 && names.size * valuesPerName <= count
        ? optionsDraft(selectType, names)
        : undefined,
  };
}

export function multiSelectHypothesis(): TypeHypothesis {
  const names = new Set<string>();
  const take = (value: Json) => {
    const list = typeof value === 'string' ? structureIn(value) : value;
    return isJsonList(list) && list.every((item) => addName(item, names, maxListed));
  };
  return {
    take,
    endures: take,
    draft: () => (names.size > 0 ? optionsDraft(multiSelectType, names) : undefined),
  };
}

function addName(value: Json, names: Set<string>, max: number): boolean {
  const isName = typeof value === 'string' && !/[\r\n]/.test(value) && !structureIn(value);
  const name = isName ? value.trim() : '';
  if (name === '' || name.length > maxInferredLength) {
    return false;
  }
  names.add(name);
  return names.size <= max;
}

function optionsDraft(type: number, names: ReadonlySet<string>): FieldDraft {
  return { type, property: { options: [...names].map((name) => ({ name })) } };
}
