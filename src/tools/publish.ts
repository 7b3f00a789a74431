import { effects } from '../core/effect.js';
import { baseArgument, type Endpoint } from '../core/endpoint.js';
import { catalogue, type EndpointName, isEndpointName } from '../endpoints/catalogue.js';
import { type OperationName, operationNamed } from './operations.js';
import type { PublishedTool } from './published-tool.js';
import { publishedInput, publishedOutput } from './schema.js';
import { isTaskName, tasks } from './tasks/tasks.js';

/** What most tasks need: see the structure, ask, count, write many, delete. */
const core: readonly OperationName[] = [
  'bitable_describe_base',
  'bitable_records_upsert',
  'bitable_records_aggregate',
  'bitable_tables_create',
  'bitable_fields_create',
  'bitable_records_search',
  'bitable_records_batch_create',
  'bitable_records_batch_update',
  'bitable_records_batch_delete',
];

/** In `all` only: newer than the documents that the server was made for, seldom needed, or done by a task. */
const seldom: ReadonlySet<OperationName> = new Set<OperationName>([
  'bitable_field_groups_create',
  'bitable_forms_upgrade',
  'bitable_block_workflows_list',
  ...endpointsOf('bitable_base_roles'),
  ...endpointsOf('drive_files'),
  ...endpointsOf('drive_permission'),
  // bitable_resolve_link asks these.
  ...endpointsOf('wiki'),
  ...endpointsOf('docx'),
  ...endpointsOf('sheets'),
  ...endpointsOf('contact'),
]);

function endpointsOf(prefix: string): readonly EndpointName[] {
  return Object.keys(catalogue)
    .filter(isEndpointName)
    .filter((name) => name.startsWith(`${prefix}_`));
}

/** Every tool there is, in the order in which they are listed. Tasks first: agents try what they read first. */
export function publishedTools(): readonly PublishedTool[] {
  const names: readonly OperationName[] = [
    ...Object.keys(tasks).filter(isTaskName),
    ...Object.keys(catalogue).filter(isEndpointName).filter(isTool),
  ];
  return names.map(published);
}

/** A step of a task is no tool of its own. */
function isTool(name: EndpointName): boolean {
  const { partOf }: Endpoint = catalogue[name];
  return partOf === undefined;
}

function published(name: OperationName): PublishedTool {
  const { service, title, summary, effect, hintsOf, input, output } = operationNamed(name);
  return {
    service,
    effect,
    beyondBases: isBeyondBases(name),
    toolsets: toolsetsOf(name),
    listed: {
      name,
      title,
      description: summary,
      annotations: effects[hintsOf ?? effect].hints,
      inputSchema: publishedInput(input),
      outputSchema: publishedOutput(output),
    },
  };
}

function isBeyondBases(name: OperationName): boolean {
  if (!isEndpointName(name)) {
    return tasks[name].base === undefined;
  }
  const endpoint: Endpoint = catalogue[name];
  const makesBase = endpoint.effect === 'create' && 'app' in endpoint.reply;
  return makesBase || baseArgument(endpoint) === undefined;
}

/** Presets, and one toolset a resource: `bitable_records` and so on. */
function toolsetsOf(name: OperationName): readonly string[] {
  return [
    ...(core.includes(name) ? ['core'] : []),
    ...(seldom.has(name) ? [] : ['default']),
    'all',
    resourceOf(name),
  ];
}

/** Resources end in their first plural: `bitable_form_fields_list` belongs to `bitable_form_fields`. */
function resourceOf(name: OperationName): string {
  return /^[a-z]+_[a-z_]*?s(?=_)/.exec(name)?.[0] ?? name;
}
