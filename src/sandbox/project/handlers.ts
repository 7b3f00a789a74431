import type { ProjectEndpointName } from '../../endpoints/catalogue.js';
import { commentHandlers, newerCommentHandlers } from './comments/comments.js';
import { roleHandlers } from './config/roles.js';
import { spaceHandlers, typeHandlers } from './config/spaces-and-types.js';
import { templateHandlers } from './config/templates.js';
import { userGroupHandlers, userHandlers } from './config/users.js';
import { compoundFieldHandlers, signalHandlers } from './fields/compound-fields.js';
import { fieldHandlers } from './fields/fields.js';
import type { ProjectHandler } from './gateway/request.js';
import { attachmentHandlers } from './items/attachments.js';
import { batchUpdateHandlers, settleBatchTasks } from './items/batch-update.js';
import { opRecordHandlers } from './items/op-records.js';
import { associationHandlers, relationHandlers } from './items/relations.js';
import { workHourHandlers } from './items/work-hours.js';
import { workItemHandlers } from './items/work-items.js';
import { nodeHandlers } from './nodes/nodes.js';
import { reviewHandlers } from './nodes/reviews.js';
import { stateHandlers } from './nodes/state-flow.js';
import { workflowHandlers } from './nodes/workflows.js';
import { filterHandlers, subtaskSearchHandlers } from './search/filters.js';
import { searchHandlers, universalSearchHandlers } from './search/searches.js';
import { subtaskHandlers } from './subtasks/subtasks.js';
import { isUnsupported, type UnsupportedName, unsupportedHandler } from './unsupported.js';
import { conditionViewHandlers } from './views/condition-views.js';
import { chartHandlers, viewHandlers } from './views/views.js';

/** A handler for every endpoint, but for those that are always refused. */
type ProjectHandlers = Readonly<
  Record<Exclude<ProjectEndpointName, UnsupportedName>, ProjectHandler>
>;

const handlers: ProjectHandlers = {
  ...spaceHandlers,
  ...typeHandlers,
  ...fieldHandlers,
  ...roleHandlers,
  ...templateHandlers,
  ...relationHandlers,
  ...workItemHandlers,
  ...batchUpdateHandlers,
  ...filterHandlers,
  ...searchHandlers,
  ...universalSearchHandlers,
  ...workflowHandlers,
  ...nodeHandlers,
  ...stateHandlers,
  ...subtaskHandlers,
  ...subtaskSearchHandlers,
  ...compoundFieldHandlers,
  ...signalHandlers,
  ...commentHandlers,
  ...newerCommentHandlers,
  ...userHandlers,
  ...userGroupHandlers,
  ...viewHandlers,
  ...conditionViewHandlers,
  ...chartHandlers,
  ...attachmentHandlers,
  ...workHourHandlers,
  ...opRecordHandlers,
  ...reviewHandlers,
  ...associationHandlers,
};

/** Gives what serves an endpoint; batch updates go on before it does. */
export function handlerOf(name: ProjectEndpointName): ProjectHandler {
  const handler = isUnsupported(name) ? unsupportedHandler(name) : handlers[name];
  return (request, world) => {
    settleBatchTasks(world);
    return handler(request, world);
  };
}
