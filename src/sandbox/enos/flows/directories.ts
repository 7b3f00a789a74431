import type { JsonObject } from '../../../core/json.js';
import { refuse } from '../../feishu/refusal.js';
import { isOwner } from '../gateway/access.js';
import { optionalText } from '../gateway/request.js';
import type { EnosHandlers } from '../handlers.js';
import type { Directory, Enos, EnosUser } from '../model.js';

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
} satisfies Partial<EnosHandlers>;

/** The page "Create Directory" has words of its own for what is missing. */
function requiredText(body: JsonObject, name: string): string {
  return optionalText(body, name)?.trim() || refuse(62102, `param: ${name} cannot be empty`);
}

/** 1 is a workflow directory, and what is in it. */
const workflowType = 1;

function treeOf(directory: Directory, user: EnosUser, enos: Enos): JsonObject {
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
