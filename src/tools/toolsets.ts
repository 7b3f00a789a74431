import { effects } from '../core/effect.js';
import { baseArgument, type Endpoint } from '../core/endpoint.js';
import { ConfigError } from '../core/errors.js';
import { nearest } from '../core/nearest.js';
import { catalogue, type EndpointName, isEndpointName } from '../endpoints/catalogue.js';
import { isTaskName, type TaskName, tasks } from './tasks/tasks.js';

export type ToolName = EndpointName | TaskName;

/** What most tasks need: see the structure, ask, count, write many, delete. */
const core: readonly ToolName[] = [
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
const seldom: ReadonlySet<ToolName> = new Set<ToolName>([
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

/** What the command line and its environment twins choose. */
export interface ToolChoice {
  readonly toolsets: readonly string[];
  readonly tools: readonly string[];
  readonly excludeTools: readonly string[];
  readonly readOnly: boolean;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
}

/** Tasks first: agents try what they read first. */
export const toolNames: readonly ToolName[] = [
  ...Object.keys(tasks).filter(isTaskName),
  ...Object.keys(catalogue).filter(isEndpointName).filter(isTool),
];

/** Presets, and one toolset a resource: `bitable_records` and so on. */
const toolsets: ReadonlyMap<string, readonly ToolName[]> = new Map([
  ['core', core],
  ['default', toolNames.filter((name) => !seldom.has(name))],
  ['all', toolNames],
  ...resources().map((resource) => [resource, ofResource(resource)] as const),
]);

const toolsetNames: readonly string[] = [...toolsets.keys()];

/** The chosen tools in their usual order. Unknown names end the start, with a list. */
export function chooseTools(choice: ToolChoice): readonly ToolName[] {
  const { tools, excludeTools } = choice;
  const asked = choice.toolsets.length === 0 && tools.length === 0 ? ['default'] : choice.toolsets;
  const included = new Set<string>([...asked.flatMap(toolsetMembers), ...tools.map(knownTool)]);
  const excluded = new Set<string>(excludeTools.map(knownTool));
  return toolNames.filter(
    (name) =>
      included.has(name) &&
      !excluded.has(name) &&
      !(choice.readOnly && effects[effectOf(name)].writes) &&
      !(choice.bases !== undefined && reachesBeyond(name)),
  );
}

/** A step of a task is no tool of its own. */
function isTool(name: EndpointName): boolean {
  const { partOf }: Endpoint = catalogue[name];
  return partOf === undefined;
}

export function effectOf(name: ToolName) {
  return isEndpointName(name) ? catalogue[name].effect : tasks[name].effect;
}

/** Beside an allow-list of bases: what names none of them, or makes one that nobody could touch. */
function reachesBeyond(name: ToolName): boolean {
  if (!isEndpointName(name)) {
    return tasks[name].base === undefined;
  }
  const endpoint: Endpoint = catalogue[name];
  const makesBase = endpoint.effect === 'create' && 'app' in endpoint.reply;
  return makesBase || baseArgument(endpoint) === undefined;
}

export function toolsetMembers(toolset: string): readonly ToolName[] {
  return toolsets.get(toolset) ?? unknownName('toolset', toolset, toolsetNames);
}

function knownTool(tool: string): string {
  const known = toolNames.find((name) => name === tool);
  return known ?? unknownName('tool', tool, toolNames);
}

function unknownName(kind: 'tool' | 'toolset', name: string, known: readonly string[]): never {
  const near = nearest(name, known);
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new ConfigError(
    `There is no ${kind} ${name}.${meant}`,
    kind === 'tool' ? '--tools' : '--toolsets',
    `Known: ${known.join(', ')}`,
  );
}

/** Resources end in their first plural: `bitable_form_fields_list` belongs to `bitable_form_fields`. */
function resourceOf(name: ToolName): string {
  return /^[a-z]+_[a-z_]*?s(?=_)/.exec(name)?.[0] ?? name;
}

function resources(): readonly string[] {
  return [...new Set(toolNames.map(resourceOf))];
}

function ofResource(resource: string): readonly ToolName[] {
  return toolNames.filter((name) => resourceOf(name) === resource);
}
