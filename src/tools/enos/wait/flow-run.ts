import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { statusName } from '../../../endpoints/enos/statuses.js';

/** A task within a run. */
export interface TaskRun {
  readonly taskInstId: string;
  readonly taskName: string;
  readonly status: string;
}

/** One run of a flow as it stands. */
export interface FlowRun {
  readonly status: string;
  readonly tasks: readonly TaskRun[];
}

/** Reads what "Get Flow Instance" answers. */
export function readRun({ status, graph }: JsonObject): FlowRun {
  const tasks = isJsonObject(graph) && Array.isArray(graph['tasks']) ? graph['tasks'] : [];
  return { status: statusName(status), tasks: tasks.filter(isJsonObject).map(readTask) };
}

/** Samples of the vendor write some keys in snake case. */
function readTask(task: JsonObject): TaskRun {
  return {
    taskInstId: textOf(task['taskInstId'] ?? task['task_inst_id']),
    taskName: textOf(task['taskName'] ?? task['task_name']),
    status: statusName(task['status']),
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
