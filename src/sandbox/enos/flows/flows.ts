import type { JsonObject } from '../../../core/json.js';
import { isOwner, isRelated, ownedFlow, visibleFlow } from '../gateway/access.js';
import { pageOf, type SortKeys } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyInteger,
  type EnosHandlerGroup,
  optionalText,
  queryInteger,
} from '../gateway/request.js';
import type { Enos, EnosDirectory, EnosUser, Flow } from '../model.js';
import { exportedFlow, flowReply } from './flow-reply.js';

const sortKeys: SortKeys<Flow> = {
  createTime: (flow) => flow.createdAt,
  updateTime: (flow) => flow.updatedAt,
  startTime: (flow) => flow.settings.startTime,
};

export const flowHandlers = {
  enos_flows_search: ({ body, user }, enos) => {
    const found = flowsLike(optionalText(body, 'expression') ?? '', user, enos);
    return pageOf(found, body, sortKeys).map(({ flowId, settings }) => ({
      flowId: String(flowId),
      flowName: settings.name,
    }));
  },

  enos_flows_get_mine: ({ query, user }, enos) =>
    flowsLike(query.get('expression') ?? '', user, enos)
      .filter((flow) => isRelated(flow, user))
      .map((flow) => ({
        flowId: String(flow.flowId),
        editable: isOwner(flow, user),
        flowName: flow.settings.name,
        cycle: flow.settings.cycle,
      })),

  enos_flows_get: ({ query, user }, enos) =>
    flowReply(visibleFlow(queryInteger(query, 'flowId'), user, enos), user, enos),

  enos_flows_load_for_edit: ({ query, user }, enos): JsonObject => {
    const flow = visibleFlow(queryInteger(query, 'flowId'), user, enos);
    return { ...flowReply(flow, user, enos), queue: flow.settings.queue };
  },

  enos_flows_export: ({ query, user }, enos) =>
    exportedFlow(visibleFlow(queryInteger(query, 'flowId'), user, enos), enos),

  enos_flows_delete: ({ query, user }, enos) => {
    const { flowId } = ownedFlow(queryInteger(query, 'flowId'), user, enos);
    if (isReliedOn(flowId, enos)) {
      refuse(62104, 'This workflow is relied on by other workflows and cannot be deleted.');
    }
    enos.flows.delete(flowId);
    return '';
  },

  enos_flows_enable: ({ body, user }, enos) => switchTo(1, body, user, enos),
  enos_flows_disable: ({ body, user }, enos) => switchTo(0, body, user, enos),
} satisfies EnosHandlerGroup;

/** "Fuzzy matching query for the flowId and flowName parameters." */
function flowsLike(expression: string, user: EnosUser, { flows }: Enos): readonly Flow[] {
  const part = expression.trim().toLowerCase();
  return [...flows.values()].filter(
    ({ flowId, orgId, settings }) =>
      orgId === user.orgId &&
      [String(flowId), settings.name.toLowerCase()].some((text) => text.includes(part)),
  );
}

function isReliedOn(flowId: number, { flows }: Enos): boolean {
  return [...flows.values()].some(({ settings }) =>
    settings.links.some((link) => link.flowId === flowId),
  );
}

function switchTo(active: number, body: JsonObject, user: EnosUser, enos: Enos): string {
  const flow = ownedFlow(bodyInteger(body, 'flowId'), user, enos);
  flow.settings = { ...flow.settings, active };
  return '';
}

export const directoryHandlers = {
  enos_directories_create: ({ body, user }, enos) => {
    const name = requiredText(body, 'dirName');
    const parentId = requiredText(body, 'parentId');
    const own = enos.directories.filter(({ orgId }) => orgId === user.orgId);
    if (!own.some(({ dirId }) => dirId === parentId)) refuse(62102, 'parentId not found');
    if (own.some((each) => each.parentId === parentId && each.name === name)) {
      refuse(62102, 'A directory of the same name already exists');
    }
    const dirId = enos.newDirId();
    enos.directories.push({ dirId, orgId: user.orgId, name, parentId });
    return { dirId };
  },

  enos_directories_list: ({ user }, enos) =>
    enos.directories
      .filter(({ orgId, parentId }) => orgId === user.orgId && parentId === undefined)
      .map((root) => treeOf(root, user, enos)),
} satisfies EnosHandlerGroup;

/** The page "Create Directory" has words of its own for what is missing. */
function requiredText(body: JsonObject, name: string): string {
  return optionalText(body, name)?.trim() || refuse(62102, `param: ${name} cannot be empty`);
}

/** 1 is a workflow directory, and what is in it. */
const workflowType = 1;

function treeOf(directory: EnosDirectory, user: EnosUser, enos: Enos): JsonObject {
  const { dirId, name } = directory;
  const inner = enos.directories.filter(({ parentId }) => parentId === dirId);
  const flows = [...enos.flows.values()].filter((flow) => flow.dirId === dirId);
  return {
    children: [
      ...inner.map((each) => treeOf(each, user, enos)),
      ...flows.map((flow) => ({
        editable: isOwner(flow, user),
        title: flow.settings.name,
        type: workflowType,
        key: flow.flowId,
        isDirectory: false,
      })),
    ],
    title: name,
    type: workflowType,
    key: dirId,
    isDirectory: true,
  };
}
