import type { Candidate } from '../../../core/choose.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';

/** A task in the graph of a flow. */
export interface GraphTask extends Candidate {
  readonly node: string;
  /** As the vendor has it. */
  readonly stored: JsonObject;
}

/** The graph of a flow, or of a run; undefined where it is none that can be read. */
export function graphOf({ graph }: JsonObject): JsonObject | undefined {
  return isJsonObject(graph) ? graph : undefined;
}

/** The tasks of a graph. Samples of the vendor write some keys in snake case. */
export function tasksOf(graph: JsonObject | undefined): readonly GraphTask[] {
  return objectsIn(graph?.['tasks']).map((stored) => {
    const id = String(stored['taskId'] ?? stored['task_id'] ?? '');
    const name = String(stored['taskName'] ?? stored['task_name'] ?? '');
    return { id, name, node: String(stored['nodeId'] ?? `t_${id}`), stored };
  });
}

export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** An id as the vendor takes it: a number, or its digits where a number would lose some. */
export function exactId(id: string): string | number {
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}
