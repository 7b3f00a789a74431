import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyChoice,
  bodyInteger,
  bodyObjects,
  bodyText,
  type EnosHandlerGroup,
  incorrectParameter,
  optionalText,
} from '../gateway/request.js';
import {
  type Enos,
  type EnosRelation,
  type EnosUser,
  type Flow,
  type FlowLink,
  type FlowSettings,
  type FlowTask,
  nodeId,
} from '../model.js';
import { isCron } from '../schedule/schedule.js';
import { isConsistent } from './flow-graph.js';
import { alertModes, cycles, flowTypes, readPeople } from './flow-save.js';
import { readParameters } from './parameters.js';

export const flowImportHandlers = {
  enos_flows_import: ({ body, user }, enos) => {
    const name = readName(bodyText(body, 'flowName'), user, enos);
    const desc = bodyText(body, 'desc');
    const dirId = readDirectory(bodyText(body, 'dirId'), user, enos);
    const { flowJson } = body;
    if (!isJsonObject(flowJson)) return incorrectParameter();
    const settings = readExported({ ...flowJson, name, desc }, user, enos);
    if (!isCron(settings.freq) || !isConsistent(settings)) failValidation();
    const { flowId } = addFlow({ flowId: freeId(body, enos), dirId, settings }, user, enos);
    return { flowId };
  },
} satisfies EnosHandlerGroup;

export function addFlow(
  { flowId, dirId, settings }: Pick<Flow, 'flowId' | 'dirId' | 'settings'>,
  { orgId, userName }: EnosUser,
  enos: Enos,
): Flow {
  const now = enos.clock.now();
  const flow: Flow = {
    flowId,
    orgId,
    dirId,
    creator: userName,
    createdAt: now,
    isLocked: false,
    settings,
    updateUser: userName,
    updatedAt: now,
    scheduledUntil: now,
  };
  enos.flows.set(flowId, flow);
  return flow;
}

/** "If the specified flowId already exists, the system will generate another flowId." */
function freeId(body: JsonObject, { flows, newFlowId }: Enos): number {
  const wished = body['flowId'] === undefined ? undefined : bodyInteger(body, 'flowId');
  let flowId = wished ?? newFlowId();
  while (flows.has(flowId)) flowId = newFlowId();
  return flowId;
}

function readName(name: string, { orgId }: EnosUser, { flows }: Enos): string {
  const taken = [...flows.values()].some(
    (flow) => flow.orgId === orgId && flow.settings.name === name,
  );
  return name.trim() === '' || taken ? refuse(62102, 'Invalid parameter: flowName') : name;
}

function readDirectory(dirId: string, { orgId }: EnosUser, { directories }: Enos): string {
  const known = directories.some((each) => each.dirId === dirId && each.orgId === orgId);
  return known ? dirId : refuse(62102, 'Directory does not exist');
}

function readExported(flow: JsonObject, user: EnosUser, enos: Enos): FlowSettings {
  const tasks = (bodyObjects(flow, 'tasks') ?? []).map((task) => readTask(task, enos));
  const links = readLinks(flow, user, enos);
  const owners = readPeople(optionalText(flow, 'owners') ?? '');
  return {
    name: bodyText(flow, 'name'),
    type: bodyChoice(flow, 'type', flowTypes),
    freq: bodyText(flow, 'cron'),
    cycle: bodyChoice(flow, 'cycle', cycles),
    parameters: readParameters(flow['parameters'] ?? []),
    alertMode: bodyChoice(flow, 'alertMode', alertModes),
    doAs: optionalText(flow, 'submitter') ?? '',
    owners: [...new Set([user.userName, ...owners])],
    visitors: readPeople(optionalText(flow, 'visitors') ?? ''),
    startTime: bodyText(flow, 'startTime'),
    // An imported flow waits to be enabled.
    active: 0,
    desc: bodyText(flow, 'desc'),
    queue: '',
    tasks,
    links: [...links.values()],
    relations: [
      ...(bodyObjects(flow, 'relations') ?? []).map((one) => readRelation(one, tasks)),
      ...(bodyObjects(flow, 'linkRelations') ?? []).map((one) =>
        readLinkRelation(one, links, tasks),
      ),
    ],
  };
}

function readTask(task: JsonObject, { newTaskId }: Enos): FlowTask {
  const { type, timeout = 300, retryLimit = 0 } = task;
  return {
    taskId: newTaskId(),
    name: bodyText(task, 'name') || failValidation(),
    type: typeof type === 'number' || typeof type === 'string' ? String(type) : failValidation(),
    cmd: optionalText(task, 'cmd') ?? '',
    timeoutS: Number(timeout),
    retryLimit: Number(retryLimit),
    runMode: optionalText(task, 'runMode') ?? '{}',
    position: { x: 0, y: 0 },
  };
}

/** The flows that an export links to, by link id. */
function readLinks(flow: JsonObject, user: EnosUser, enos: Enos): ReadonlyMap<string, FlowLink> {
  const given = [
    ...(bodyObjects(flow, 'flowLinks') ?? []),
    ...(bodyObjects(flow, 'taskLinks') ?? []),
  ];
  return new Map(given.map((link) => [bodyText(link, 'linkId'), readLink(link, user, enos)]));
}

function readLink(link: JsonObject, { orgId }: EnosUser, { flows }: Enos): FlowLink {
  const flowName = bodyText(link, 'sourceFlowName');
  const source = [...flows.values()].find(
    (flow) => flow.orgId === orgId && flow.settings.name === flowName,
  );
  if (source === undefined) return failValidation();
  const taskName = optionalText(link, 'sourceTaskName');
  const taskId = source.settings.tasks.find(({ name }) => name === taskName)?.taskId;
  if (taskName !== undefined && taskId === undefined) return failValidation();
  return { flowId: source.flowId, taskId, position: { x: 0, y: 0 } };
}

function readRelation(relation: JsonObject, tasks: readonly FlowTask[]): EnosRelation {
  return {
    source: nodeOf(bodyText(relation, 'sourceTaskName'), tasks),
    target: nodeOf(bodyText(relation, 'targetTaskName'), tasks),
    cycleGap: 'D0',
    rerun: relation['rerun'] === true,
  };
}

function readLinkRelation(
  relation: JsonObject,
  links: ReadonlyMap<string, FlowLink>,
  tasks: readonly FlowTask[],
): EnosRelation {
  const link = links.get(bodyText(relation, 'linkId')) ?? failValidation();
  return {
    source: `f_${link.flowId}`,
    target: nodeOf(bodyText(relation, 'targetTaskName'), tasks),
    cycleGap: 'D0',
    rerun: relation['rerun'] === true,
  };
}

function nodeOf(name: string, tasks: readonly FlowTask[]): string {
  return nodeId(tasks.find((task) => task.name === name) ?? failValidation());
}

function failValidation(): never {
  return refuse(62102, 'Workflow validation failed');
}
