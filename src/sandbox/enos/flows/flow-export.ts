import type { JsonObject } from '../../../core/json.js';
import type { Enos, Flow, FlowLink, FlowSettings, Relation } from '../model.js';
import { nodeId } from '../runs/plan.js';
import { peopleText } from './flow-reply.js';
import { parametersText } from './parameters.js';

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
  { source, target, rerun }: Relation,
  settings: FlowSettings,
): JsonObject[] {
  const sourceTaskName = taskName(source, settings);
  if (sourceTaskName === undefined) return [];
  return [{ sourceTaskName, targetTaskName: taskName(target, settings), rerun }];
}

function exportedLinkRelation(
  { source, target, rerun }: Relation,
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
