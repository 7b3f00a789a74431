import { associationHandlers } from './associations.js';
import { attachmentHandlers } from './attachments.js';
import { batchUpdateHandlers, settleBatchTasks } from './batch-update.js';
import { commentHandlers } from './comments.js';
import { newerCommentHandlers } from './comments-v2.js';
import { compoundFieldHandlers } from './compound-fields.js';
import { conditionViewHandlers } from './condition-views.js';
import { absentHandlers, extraHandlers } from './extras.js';
import { fieldHandlers } from './fields.js';
import type { ProjectHandler, ProjectHandlers } from './handler.js';
import { nodeHandlers } from './nodes.js';
import { opRecordHandlers } from './op-records.js';
import { relationHandlers } from './relations.js';
import { reviewHandlers } from './reviews.js';
import { roleHandlers } from './roles.js';
import { filterHandlers } from './search/filters.js';
import { searchHandlers } from './search/searches.js';
import { subtaskSearchHandlers } from './search/subtask-search.js';
import { universalSearchHandlers } from './search/universal-search.js';
import { spaceHandlers } from './spaces.js';
import { stateHandlers } from './state-flow.js';
import { subtaskHandlers } from './subtasks.js';
import { templateHandlers } from './templates.js';
import { typeHandlers } from './types.js';
import { userGroupHandlers } from './user-groups.js';
import { userHandlers } from './users.js';
import { viewHandlers } from './views.js';
import { workHourHandlers } from './work-hours.js';
import { workItemHandlers } from './work-items.js';
import { workflowHandlers } from './workflows.js';

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
