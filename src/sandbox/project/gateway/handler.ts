import type { ProjectWorld } from '../model/model.js';
import type { BareReply, ProjectFile, ProjectReply } from './reply.js';
import type { ProjectRequest } from './request.js';

/** Answers, or throws a ProjectRefusal. Synchronous: a handler is one atomic step. */
export type ProjectHandler = (
  request: ProjectRequest,
  world: ProjectWorld,
) => ProjectReply | ProjectFile | BareReply;

/** The handlers of one resource, by the names of their endpoints. */
export type ProjectHandlerGroup = Readonly<Record<`project_${string}`, ProjectHandler>>;
