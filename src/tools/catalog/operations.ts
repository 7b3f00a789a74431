import { z } from 'zod';
import { baseArgument, type Endpoint, serviceOf } from '../../core/endpoint.js';
import { catalogue, type EndpointName, isEndpointName } from '../../endpoints/catalogue.js';
import { inputSchema, notes, outputSchema } from '../answer/schema.js';
import type { EndpointOperation, Operation, TaskOperation } from '../context/operation.js';
import { extensionOf } from './extensions.js';
import type { Task } from './task.js';
import { type OperationName, tasks } from './tasks.js';

const operations = new Map<OperationName, Operation>();

/** Gives what a tool does: an endpoint, or a task. */
export function operationNamed(name: OperationName): Operation {
  const operation = operations.get(name) ?? create(name);
  operations.set(name, operation);
  return operation;
}

function create(name: OperationName): Operation {
  return isEndpointName(name) ? endpointOperation(name) : taskOperation(name, tasks[name]);
}

function endpointOperation(name: EndpointName): EndpointOperation {
  const endpoint: Endpoint = catalogue[name];
  const extension = extensionOf(name);
  return {
    kind: 'endpoint',
    name,
    endpoint,
    service: serviceOf(endpoint),
    title: endpoint.title,
    summary: endpoint.summary,
    effect: endpoint.effect,
    input: inputSchema(endpoint).extend(extension?.input ?? {}),
    hiddenArguments: endpoint.hiddenArguments,
    output: outputSchema(endpoint).extend(extension?.output ?? {}),
    base: baseArgument(endpoint),
  };
}

function taskOperation(name: string, task: Task): TaskOperation {
  const {
    service = 'feishu',
    title,
    summary,
    effect,
    annotationsAs = effect,
    input,
    output,
    base,
    wholeBase,
  } = task;
  return {
    kind: 'task',
    name,
    service,
    title,
    summary,
    effect,
    annotationsAs,
    input,
    base,
    wholeBase,
    output: z.object({ ...output, notes }),
    parse: (given) => task.parse(given),
  };
}
