import { isJsonObject, type Json } from '../../../core/json.js';
import { incorrectParameter } from '../gateway/request.js';
import type { FlowParameter } from '../model.js';

/**
 * The parameters of a flow: declared as a map, shown as a list of key and value in every sample, and sent as the
 * JSON text of that list by an official one. All three are taken.
 */
export function readParameters(value: Json): readonly FlowParameter[] {
  const given = typeof value === 'string' ? parsed(value) : value;
  if (Array.isArray(given)) return withDistinctKeys(given.map(readParameter));
  if (!isJsonObject(given)) return incorrectParameter();
  return Object.entries(given).map(([key, item]) => readParameter({ key, value: item }));
}

function withDistinctKeys(parameters: readonly FlowParameter[]): readonly FlowParameter[] {
  const keys = new Set(parameters.map(({ key }) => key));
  return keys.size === parameters.length ? parameters : incorrectParameter();
}

function readParameter(value: unknown): FlowParameter {
  if (!isJsonObject(value)) return incorrectParameter();
  const { key, value: content } = value;
  return typeof key === 'string' && key !== '' && typeof content === 'string'
    ? { key, value: content }
    : incorrectParameter();
}

/** As replies hold them. */
export function parametersText(parameters: readonly FlowParameter[]): string {
  return JSON.stringify(parameters);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return incorrectParameter();
  }
}
