import { z } from 'zod';
import { defineResource } from '../../core/endpoint.js';
import * as code from './codes.js';
import * as listing from './listings.js';
import { numberedPages, service, userOperation } from './operation.js';
import { parameters, parametersText } from './parameters.js';
import * as reply from './replies.js';
import * as schema from './schemas.js';

const read = `GET ${service}/flows` as const;
const write = `POST ${service}/flows` as const;
const { flowId } = schema;
const text = z.string();

const flowTexts = ['parameters', 'graph', 'graph.parameters'];

export const enosFlows = defineResource('enos_flows', {
  search: {
    ...userOperation('search', 'search_flow'),
    route: write,
    title: 'Search flows',
    summary: 'Ids and names of the flows (workflows) of the organization.',
    effect: 'read',
    body: {
      expression: schema.expression.min(1).optional(),
      pagination: schema.flowPagination.optional(),
    },
    reply: reply.flowList,
    listing: listing.foundFlows,
    pages: numberedPages('data'),
  },
  get_mine: {
    ...userOperation('getMyFlow', 'get_my_flow'),
    route: read,
    title: 'List my flows',
    summary: 'The flows of the user, with their cycle and whether they may be edited.',
    effect: 'read',
    query: { expression: schema.expression.min(1).optional() },
    reply: reply.flowList,
    listing: listing.ownFlows,
  },
  get: {
    ...userOperation('get', 'get_flow'),
    route: read,
    title: 'Get a flow',
    summary: 'A flow with its schedule, parameters, and the graph of its tasks.',
    effect: 'read',
    query: { flowId },
    reply: reply.flow,
    jsonEncodedPaths: flowTexts,
  },
  load_for_edit: {
    ...userOperation('loadForEdit', 'load_flow_for_edit'),
    route: read,
    title: 'Load a flow for editing',
    summary: 'A flow as the editor has it, with its computing queue.',
    effect: 'read',
    query: { flowId },
    reply: reply.flow,
    jsonEncodedPaths: flowTexts,
  },
  save: {
    ...userOperation('save', 'save_flow'),
    route: write,
    title: 'Save a flow',
    summary: 'Change a flow; the rest stays. Also takes doAs, queue, flows, relations.',
    hiddenArguments: ['doAs', 'queue', 'flows', 'relations'],
    effect: 'update',
    oneWriterPer: 'id',
    writerScope: 'flowId',
    body: {
      id: flowId,
      type: code.flowType,
      name: text.min(1).describe('Flow name'),
      freq: schema.freq,
      cycle: code.cycle,
      alertMode: code.alertMode,
      doAs: text.min(1).describe('Account'),
      owners: schema.owners,
      visitors: schema.visitors,
      startTime: schema.startDate,
      active: code.active,
      parameters: parametersText.optional(),
      desc: text.describe('Description').optional(),
      queue: text.min(1).describe('Queue').optional(),
      tasks: schema.tasks.optional(),
      flows: schema.flows.optional(),
      relations: schema.relations.optional(),
    },
    reply: reply.flowIdReply,
  },
  import: {
    ...userOperation('import', 'import_flow'),
    route: write,
    title: 'Import a flow',
    summary: 'Create a flow from an exported one.',
    effect: 'create',
    body: {
      flowName: text.min(1).describe('Name of the new flow'),
      desc: text.describe('Description, may be empty'),
      dirId: text.min(1).describe('Directory id, name or path'),
      flowJson: schema.flowJson,
      flowId: schema.newFlowId.optional(),
    },
    reply: reply.flowIdReply,
  },
  export: {
    ...userOperation('export', 'export_flow'),
    route: read,
    title: 'Export a flow',
    summary: 'A flow with the commands of its tasks; enos_flows_import takes this form.',
    effect: 'read',
    query: { flowId },
    reply: reply.exportedFlow,
    jsonEncodedPaths: ['parameters', 'tasks[].runMode'],
  },
  delete: {
    ...userOperation('delete', 'delete_flow'),
    // To the letter: the vendor deletes by GET.
    route: read,
    title: 'Delete a flow',
    summary: 'Delete a flow for good. Not possible while other flows rely on it.',
    effect: 'delete',
    oneWriterPer: 'flowId',
    query: { flowId },
    reply: {},
  },
  enable: {
    ...userOperation('enable', 'enable_flow'),
    route: write,
    title: 'Enable a flow',
    summary: 'Start the schedule of a flow.',
    effect: 'update',
    oneWriterPer: 'flowId',
    body: { flowId },
    reply: {},
  },
  disable: {
    ...userOperation('disable', 'disable_flow'),
    route: write,
    title: 'Disable a flow',
    summary: 'Stop the schedule of a flow.',
    effect: 'update',
    oneWriterPer: 'flowId',
    body: { flowId },
    reply: {},
  },
  trigger: {
    ...userOperation('trigger', 'trigger_flow'),
    route: write,
    title: 'Trigger a flow',
    summary:
      'Run a flow once, with its stored parameters. Runs of one flow queue up; the same flow once a minute.',
    effect: 'create',
    body: { flowId, triggerTime: schema.triggerTime },
    reply: reply.triggered,
  },
  update_and_trigger: {
    ...userOperation('updateAndTrigger', 'update_and_trigger_flow'),
    route: write,
    title: 'Trigger with parameters',
    summary:
      'Run a flow once with other parameters, for this run only. Those not given keep their stored values.',
    effect: 'create',
    body: { flowId, triggerTime: schema.triggerTime, parameters },
    reply: reply.triggered,
  },
  trigger_from_task: {
    ...userOperation('triggerFromTask', 'trigger_flow_from_task'),
    route: write,
    title: 'Trigger from a task',
    summary: 'Run a task of a flow and what comes after it.',
    effect: 'create',
    body: { flowId, taskId: schema.taskId, triggerTime: schema.triggerTime },
    reply: reply.triggered,
  },
});

const directoriesPath = `${service}/directories` as const;

export const enosDirectories = defineResource('enos_directories', {
  create: {
    ...userOperation('create', 'create_directory'),
    route: `POST ${directoriesPath}`,
    title: 'Create a flow directory',
    summary: 'Create a directory for flows.',
    effect: 'create',
    body: {
      parentId: z.string().min(1).describe('Directory around it: id, name or path'),
      dirName: z.string().min(1).describe('Its name, new in that directory'),
    },
    reply: { dirId: z.string() },
  },
  list: {
    ...userOperation('listWorkFlowDirs', 'list_workflow_dirs'),
    route: `GET ${directoriesPath}`,
    title: 'List flow directories',
    summary: 'The tree of directories and the flows in them.',
    effect: 'read',
    reply: reply.directories,
    listing: listing.directories,
  },
});
