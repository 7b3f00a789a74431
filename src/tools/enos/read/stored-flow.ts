import { InputError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { graphOf, objectsIn } from './flow.js';
import { type NamedParameter, readParameters } from './parameters.js';

/** A flow in the terms of "Save Flow", its sets as lists. */
export interface StoredFlow {
  /** What is one value: name, freq, cycle, … */
  readonly settings: JsonObject;
  readonly owners: readonly string[];
  readonly visitors: readonly string[];
  readonly parameters: readonly NamedParameter[];
  readonly tasks: readonly JsonObject[];
  readonly flows: readonly JsonObject[];
  readonly relations: readonly JsonObject[];
}

/** Reads what "Load Flow For Edit" answers; refuses a flow of which a part could not be sent back. */
export function readStoredFlow(flow: JsonObject): StoredFlow {
  const graph = graphOf(flow);
  const parameters = readParameters(flow['parameters']);
  if (graph === undefined) {
    throw unreadable('graph', 'its tasks');
  }
  if (parameters === undefined) {
    throw unreadable('parameters', 'they');
  }
  return {
    settings: settingsOf(flow, graph),
    owners: readPeople(flow['owner'] ?? graph['owners']),
    visitors: readPeople(flow['visitor'] ?? graph['visitors']),
    parameters,
    tasks: objectsIn(graph['tasks']),
    flows: objectsIn(graph['flows']),
    relations: objectsIn(graph['relations']),
  };
}

/** Keys of "Save Flow" that are called the same in a flow, or in its graph. */
export const plainKeys: readonly string[] = [
  ...['type', 'freq', 'cycle', 'alertMode', 'doAs', 'startTime', 'active', 'desc', 'queue'],
];

function settingsOf(flow: JsonObject, graph: JsonObject): JsonObject {
  const plain = plainKeys.map((key): [string, Json | undefined] => [key, flow[key] ?? graph[key]]);
  const name: [string, Json | undefined] = ['name', flow['flowName'] ?? graph['name']];
  const present = [name, ...plain].filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present);
}

/** `;a;b;`, or a list. */
export function readPeople(people: Json | undefined): readonly string[] {
  const names = Array.isArray(people) ? people.map(String) : String(people ?? '').split(';');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

function unreadable(part: string, what: string): InputError {
  const problem = `is a flow whose ${part} cannot be read, so ${what} could not be kept`;
  const allowed = 'replace: true with the whole flow';
  return new InputError([{ path: 'id', problem, allowed }]);
}

/** Gives a flow as the body of "Save Flow". */
export function saveBody({ settings, owners, visitors, parameters, ...graph }: StoredFlow) {
  return {
    ...settings,
    owners: owners.join(';'),
    visitors: visitors.join(';'),
    parameters: JSON.stringify(parameters),
    ...graph,
  };
}
