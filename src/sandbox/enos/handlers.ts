import type { Json, JsonObject } from '../../core/json.js';
import type { EnosEndpointName } from '../../endpoints/catalogue.js';
import { flowImportHandlers } from './flows/flow-import.js';
import { flowSaveHandlers } from './flows/flow-save.js';
import { directoryHandlers, flowHandlers } from './flows/flows.js';
import { userOf } from './gateway/access.js';
import type { EnosOperationName } from './gateway/operations.js';
import type { EnosHandler } from './gateway/request.js';
import type { Enos } from './model.js';
import { instanceHandlers } from './runs/instances.js';
import { taskInstanceHandlers } from './runs/task-instances.js';
import { triggerHandlers } from './runs/triggers.js';
import { runSchedules } from './schedule/schedule.js';
import { serverZone } from './schedule/time-text.js';

type OpenName = Extract<EnosEndpointName, `enos_time_${string}`>;

/** A handler for every operation that somebody asks for. */
const handlers: Readonly<Record<Exclude<EnosEndpointName, OpenName>, EnosHandler>> = {
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

/** Answers with the envelope's `data`, or throws an EnosRefusal. */
export function callOperation(
  name: EnosOperationName,
  query: URLSearchParams,
  body: JsonObject,
  enos: Enos,
): Json {
  runSchedules(enos);
  return isOpen(name)
    ? openHandlers[name](enos)
    : handlers[name]({ query, body, user: userOf(query, enos) }, enos);
}

function isOpen(name: EnosOperationName): name is OpenName {
  return Object.hasOwn(openHandlers, name);
}
