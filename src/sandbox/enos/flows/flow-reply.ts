import type { JsonObject } from '../../../core/json.js';
import { isOwner, isRelated } from '../gateway/access.js';
import type { Enos, EnosUser, Flow, FlowLink, FlowSettings } from '../model.js';
import { nodeId } from '../runs/plan.js';
import { storedTimeText } from '../schedule/time-text.js';
import { parametersText } from './parameters.js';

/** The Flow struct of the page "Get Flow". */
export function flowReply(flow: Flow, user: EnosUser, enos: Enos): JsonObject {
  const { settings } = flow;
  return {
    flowId: flow.flowId,
    flowName: settings.name,
    active: settings.active,
    creator: flow.creator,
    createTime: storedTimeText(flow.createdAt),
    updateUser: flow.updateUser,
    updateTime: storedTimeText(flow.updatedAt),
    freq: settings.freq,
    cycle: settings.cycle,
    parameters: parametersText(settings.parameters),
    owner: peopleText(settings.owners),
    visitor: peopleText(settings.visitors),
    doAs: settings.doAs,
    alertMode: settings.alertMode,
    graph: JSON.stringify(flowGraph(flow, enos)),
    entry: 0,
    type: settings.type,
    syncType: 1,
    desc: settings.desc,
    startTime: settings.startTime,
    virtual: false,
    locked: flow.isLocked,
    hasEditPri: isOwner(flow, user),
    hasReadPri: isRelated(flow, user),
    isUserLocked: user.isLocked,
  };
}

/** `;a;b;` */
export function peopleText(names: readonly string[]): string {
  return names.length === 0 ? '' : `;${names.join(';')};`;
}

function flowGraph(flow: Flow, enos: Enos): JsonObject {
  const { settings } = flow;
  return {
    queue: settings.queue,
    cycle: settings.cycle,
    desc: settings.desc,
    doAs: settings.doAs,
    freq: settings.freq,
    visitors: peopleText(settings.visitors),
    tasks: settings.tasks.map((task) => ({
      taskName: task.name,
      taskId: String(task.taskId),
      ...task.position,
      nodeId: nodeId(task),
    })),
    type: settings.type,
    creator: flow.creator,
    flows: linkedFlows(settings, enos),
    alertMode: settings.alertMode,
    relations: settings.relations.map((relation) => ({ ...relation })),
    name: settings.name,
    syncType: 1,
    startTime: settings.startTime,
    active: settings.active,
    parameters: parametersText(settings.parameters),
    owners: peopleText(settings.owners),
  };
}

/** The FlowSimpleInfo structs of a graph; a link to one task is called virtual. */
export function linkedFlows({ links }: FlowSettings, enos: Enos): JsonObject[] {
  return links.map((link) => ({
    flowId: String(link.flowId),
    flowName: linkName(link, enos),
    nodeId: `f_${link.flowId}`,
    isVirtual: link.taskId !== undefined,
    ...link.position,
  }));
}

function linkName({ flowId, taskId }: FlowLink, { flows }: Enos): string {
  const settings = flows.get(flowId)?.settings;
  if (taskId === undefined) return settings?.name ?? '';
  return `${taskId}(${settings?.tasks.find((task) => task.taskId === taskId)?.name ?? ''})`;
}
