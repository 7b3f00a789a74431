import { type EndpointName, isEndpointName } from '../../endpoints/catalogue.js';
import type { Operation } from '../context/operation.js';
import { endpointOperation } from './endpoint-tool.js';
import { taskOperation } from './task-tool.js';
import { type TaskName, tasks } from './tasks.js';

export type OperationName = EndpointName | TaskName;

const operations = new Map<OperationName, Operation>();

/** What a tool does: an endpoint, or a task. */
export function operationNamed(name: OperationName): Operation {
  const operation = operations.get(name) ?? create(name);
  operations.set(name, operation);
  return operation;
}

function create(name: OperationName): Operation {
  return isEndpointName(name) ? endpointOperation(name) : taskOperation(name, tasks[name]);
}
