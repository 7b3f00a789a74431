import { z } from 'zod';
import { baseArgument, type Endpoint, serviceOf } from '../../core/endpoint.js';
import type { ServiceName } from '../../core/service.js';
import { catalogue, type EndpointName, isEndpointName } from '../../endpoints/catalogue.js';
import { inputSchema, notes, outputSchema } from '../answer/schema.js';
import type {
  EndpointOperation,
  Extension,
  Operation,
  TaskOperation,
} from '../context/operation.js';
import { enosExtension } from '../enos/extensions.js';
import { projectExtension } from '../project/extensions.js';
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

/** What the tool of an endpoint takes, answers and does beyond its request, by vendor. */
const extensions: Partial<
  Readonly<Record<ServiceName, (name: EndpointName) => Extension | undefined>>
> = {
  project: projectExtension,
  enos: enosExtension,
};

function extensionOf(name: EndpointName): Extension | undefined {
  return extensions[serviceOf(catalogue[name])]?.(name);
}
