import type { Json, JsonObject } from '../../core/json.js';
import { directoryHandlers } from './flows/directories.js';
import { flowImportHandlers } from './flows/flow-import.js';
import { flowSaveHandlers } from './flows/flow-save.js';
import { flowHandlers } from './flows/flows.js';
import { userOf } from './gateway/access.js';
import type { OperationName } from './gateway/operations.js';
import type { EnosHandler } from './gateway/request.js';
import type { Enos } from './model.js';
import { instanceHandlers } from './runs/instances.js';
import { taskInstanceHandlers } from './runs/task-instances.js';
import { triggerHandlers } from './runs/triggers.js';
import { runSchedules } from './schedule/schedule.js';
import { serverZone } from './schedule/time-text.js';

type OpenName = Extract<OperationName, `enos_time_${string}`>;

/** A handler for every operation that somebody asks for. */
export type EnosHandlers = Readonly<Record<Exclude<OperationName, OpenName>, EnosHandler>>;

const handlers: EnosHandlers = {
  ...flowHandlers,
  ...flowSaveHandlers,
  ...flowImportHandlers,
  ...triggerHandlers,
  ...instanceHandlers,
  ...taskInstanceHandlers,
  ...directoryHandlers,
};

/** The operations that take neither userId nor orgId. */
const openHandlers: Readonly<Record<OpenName, (enos: Enos) => Json>> = {
  enos_time_get_current: ({ clock }) => clock.now(),
  enos_time_get_zone: () => ({ timezone: serverZone }),
};

/** Answers with the envelope's `data`, or throws a Refusal. */
export function callOperation(
  name: OperationName,
  query: URLSearchParams,
  body: JsonObject,
  enos: Enos,
): Json {
  runSchedules(enos);
  return isOpen(name)
    ? openHandlers[name](enos)
    : handlers[name]({ query, body, user: userOf(query, enos) }, enos);
}

function isOpen(name: OperationName): name is OpenName {
  return Object.hasOwn(openHandlers, name);
}
