import type { JsonObject } from '../../../core/json.js';
import { isOwner, isRelated } from '../gateway/access.js';
import {
  type Enos,
  type EnosRelation,
  type EnosUser,
  type Flow,
  type FlowLink,
  type FlowSettings,
  nodeId,
} from '../model.js';
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

/** The Flow struct of the page "Export Flow": tasks by their names, so that it can be imported elsewhere. */
export function exportedFlow({ settings }: Flow, enos: Enos): JsonObject {
  const linkIds = new Map(settings.links.map((link, index) => [link, String(index)]));
  return {
    name: settings.name,
    cycle: settings.cycle,
    cron: settings.freq,
    parameters: parametersText(settings.parameters),
    alertMode: settings.alertMode,
    submitter: settings.doAs,
    owners: peopleText(settings.owners),
    visitors: peopleText(settings.visitors),
    type: settings.type,
    syncType: 1,
    desc: settings.desc,
    startTime: settings.startTime,
    tasks: exportedTasks(settings),
    ...exportedLinks(linkIds, enos),
    relations: settings.relations.flatMap((relation) => exportedRelation(relation, settings)),
    linkRelations: settings.relations.flatMap((relation) =>
      exportedLinkRelation(relation, settings, linkIds),
    ),
  };
}

function exportedTasks({ tasks, relations, doAs }: FlowSettings): JsonObject[] {
  return tasks.map((task) => ({
    name: task.name,
    resource: 'default',
    type: task.type,
    runMode: task.runMode,
    syncType: 1,
    cmd: task.cmd,
    submitter: doAs,
    filePackage: '',
    cron: '',
    priorityLevel: 0,
    timeout: task.timeoutS,
    retryLimit: task.retryLimit,
    retryInterval: 0,
    successCode: '0',
    asLink: relations.some(({ source, target }) => [source, target].includes(nodeId(task))),
  }));
}

function exportedLinks(linkIds: ReadonlyMap<FlowLink, string>, { flows }: Enos): JsonObject {
  const flowLinks: JsonObject[] = [];
  const taskLinks: JsonObject[] = [];
  for (const [{ flowId, taskId }, linkId] of linkIds) {
    const { name: sourceFlowName = '', tasks = [] } = flows.get(flowId)?.settings ?? {};
    const sourceTaskName = tasks.find((task) => task.taskId === taskId)?.name;
    if (taskId === undefined) flowLinks.push({ linkId, sourceFlowName });
    else taskLinks.push({ linkId, sourceFlowName, sourceTaskName });
  }
  return { flowLinks, taskLinks };
}

function exportedRelation(
  { source, target, rerun }: EnosRelation,
  settings: FlowSettings,
): JsonObject[] {
  const sourceTaskName = taskName(source, settings);
  if (sourceTaskName === undefined) return [];
  return [{ sourceTaskName, targetTaskName: taskName(target, settings), rerun }];
}

function exportedLinkRelation(
  { source, target, rerun }: EnosRelation,
  settings: FlowSettings,
  linkIds: ReadonlyMap<FlowLink, string>,
): JsonObject[] {
  const link = settings.links.find(({ flowId }) => `f_${flowId}` === source);
  const linkId = link && linkIds.get(link);
  return linkId === undefined
    ? []
    : [{ linkId, targetTaskName: taskName(target, settings), rerun }];
}

function taskName(node: string, { tasks }: FlowSettings): string | undefined {
  return tasks.find((task) => nodeId(task) === node)?.name;
}
