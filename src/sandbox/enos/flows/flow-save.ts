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
import type { Enos, EnosUser, FlowSettings } from '../model.js';
import { isCron } from '../schedule/schedule.js';
import { readGraph } from './flow-graph.js';
import { readParameters } from './parameters.js';

export const cycles = ['M', 'W', 'D', 'H', 'mi'] as const;
export const flowTypes = [0, 1, 2] as const;
export const alertModes = [0, 1, 2, 3] as const;

export const flowSaveHandlers = {
  enos_flows_save: ({ body, user }, enos) => {
    const flow = ownedFlow(bodyInteger(body, 'id'), user, enos);
    flow.settings = readSettings(body, flow.settings, user, enos);
    flow.updatedAt = enos.clock.now();
    flow.updateUser = user.userName;
    return { flowId: flow.flowId };
  },
} satisfies EnosHandlerGroup;

function readSettings(
  body: JsonObject,
  current: FlowSettings,
  user: EnosUser,
  enos: Enos,
): FlowSettings {
  const { parameters } = body;
  return {
    name: bodyText(body, 'name') || incorrectParameter(),
    type: bodyChoice(body, 'type', flowTypes),
    freq: readCron(bodyText(body, 'freq')),
    cycle: bodyChoice(body, 'cycle', cycles),
    parameters: parameters === undefined ? current.parameters : readParameters(parameters),
    alertMode: bodyChoice(body, 'alertMode', alertModes),
    doAs: bodyText(body, 'doAs'),
    owners: readPeople(bodyText(body, 'owners')),
    visitors: readPeople(bodyText(body, 'visitors')),
    startTime: readDay(bodyText(body, 'startTime')),
    active: bodyChoice(body, 'active', [0, 1]),
    desc: optionalText(body, 'desc') ?? current.desc,
    queue: optionalText(body, 'queue') ?? current.queue,
    ...readGraph(body, current, user, enos),
  };
}

/** `a;b`, often with a semicolon at either end. */
export function readPeople(text: string): readonly string[] {
  return text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function readCron(text: string): string {
  return isCron(text) ? text : incorrectParameter();
}

function readDay(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : incorrectParameter();
}
