import type { JsonObject } from '../../../core/json.js';
import { ownedFlow } from '../gateway/access.js';
import {
  bodyChoice,
  bodyInteger,
  bodyText,
  type EnosHandlerGroup,
  incorrectParameter,
  optionalText,
} from '../gateway/request.js';
import type { Enos, EnosUser, FlowSettings, FlowTask } from '../model.js';
import { isCron } from '../schedule/schedule.js';
import { readGraph } from './flow-graph.js';
import { readParameters } from './parameters.js';

export const cycles = ['M', 'W', 'D', 'H', 'mi'] as const;
export const flowTypes = [0, 1, 2] as const;
export const alertModes = [0, 1, 2, 3] as const;

export const flowSaveHandlers = {
  enos_flows_save: ({ body, user }, enos) => {
    const flow = ownedFlow(bodyInteger(body, 'id'), user, enos);
    const { settings } = flow;
    const omitted = enos.options.saveOmitted === 'keep' ? settings : { ...settings, ...cleared };
    flow.settings = readSettings(body, { omitted, tasks: settings.tasks }, user, enos);
    flow.updatedAt = enos.clock.now();
    flow.updateUser = user.userName;
    return { flowId: flow.flowId };
  },
} satisfies EnosHandlerGroup;

/** The parts that a body can leave out, as they are without a value. */
const cleared = { parameters: [], desc: '', queue: '', tasks: [], links: [], relations: [] };

interface Current {
  /** Gives the parts that the body leaves out. */
  readonly omitted: FlowSettings;
  /** The tasks that can be arranged. */
  readonly tasks: readonly FlowTask[];
}

function readSettings(
  body: JsonObject,
  { omitted, tasks }: Current,
  user: EnosUser,
  enos: Enos,
): FlowSettings {
  const { parameters } = body;
  return {
    name: bodyText(body, 'name') || incorrectParameter(),
    type: bodyChoice(body, 'type', flowTypes),
    freq: readCron(bodyText(body, 'freq')),
    cycle: bodyChoice(body, 'cycle', cycles),
    parameters: parameters === undefined ? omitted.parameters : readParameters(parameters),
    alertMode: bodyChoice(body, 'alertMode', alertModes),
    doAs: bodyText(body, 'doAs').trim() || incorrectParameter(),
    owners: readOwners(bodyText(body, 'owners')),
    visitors: readPeople(bodyText(body, 'visitors')),
    startTime: readDay(bodyText(body, 'startTime')),
    active: bodyChoice(body, 'active', [0, 1]),
    desc: optionalText(body, 'desc') ?? omitted.desc,
    queue: optionalText(body, 'queue') ?? omitted.queue,
    ...readGraph(body, { omitted, known: tasks }, user, enos),
  };
}

/** `a;b`, often with a semicolon at either end. */
export function readPeople(text: string): readonly string[] {
  return text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A flow belongs to somebody; whether the names are those of users is not documented. */
function readOwners(text: string): readonly string[] {
  const owners = readPeople(text);
  return owners.length === 0 ? incorrectParameter() : owners;
}

function readCron(text: string): string {
  return isCron(text) ? text : incorrectParameter();
}

function readDay(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return isDay ? text : incorrectParameter();
}
