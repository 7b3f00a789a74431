import { commentHandlers } from './comments/comments.js';
import { newerCommentHandlers } from './comments/comments-v2.js';
import { roleHandlers } from './config/roles.js';
import { spaceHandlers } from './config/spaces.js';
import { templateHandlers } from './config/templates.js';
import { typeHandlers } from './config/types.js';
import { userGroupHandlers } from './config/user-groups.js';
import { userHandlers } from './config/users.js';
import { compoundFieldHandlers } from './fields/compound-fields.js';
import { fieldHandlers } from './fields/fields.js';
import type { ProjectHandler, ProjectHandlers } from './gateway/handler.js';
import { associationHandlers } from './items/associations.js';
import { attachmentHandlers } from './items/attachments.js';
import { batchUpdateHandlers, settleBatchTasks } from './items/batch-update.js';
import { opRecordHandlers } from './items/op-records.js';
import { relationHandlers } from './items/relations.js';
import { workHourHandlers } from './items/work-hours.js';
import { workItemHandlers } from './items/work-items.js';
import { nodeHandlers } from './nodes/nodes.js';
import { reviewHandlers } from './nodes/reviews.js';
import { stateHandlers } from './nodes/state-flow.js';
import { workflowHandlers } from './nodes/workflows.js';
import { filterHandlers } from './search/filters.js';
import { searchHandlers } from './search/searches.js';
import { subtaskSearchHandlers } from './search/subtask-search.js';
import { universalSearchHandlers } from './search/universal-search.js';
import { subtaskHandlers } from './subtasks/subtasks.js';
import { absentHandlers, extraHandlers } from './unsupported.js';
import { conditionViewHandlers } from './views/condition-views.js';
import { viewHandlers } from './views/views.js';

const all = {
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
  ...commentHandlers,
  ...newerCommentHandlers,
  ...userHandlers,
  ...userGroupHandlers,
  ...viewHandlers,
  ...conditionViewHandlers,
  ...attachmentHandlers,
  ...workHourHandlers,
  ...opRecordHandlers,
  ...reviewHandlers,
  ...associationHandlers,
  ...extraHandlers,
  ...absentHandlers,
};

/** Batch updates have gone on since the last call. */
function settled(handler: ProjectHandler): ProjectHandler {
  return (request, world) => {
    settleBatchTasks(world);
    return handler(request, world);
  };
}

/** A handler for every endpoint, by its name. */
export const projectHandlers: ProjectHandlers = Object.fromEntries(
  Object.entries<ProjectHandler>(all).map(([name, handler]) => [name, settled(handler)]),
);
