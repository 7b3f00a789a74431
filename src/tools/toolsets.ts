import { effects } from '../core/effect.js';
import type { Endpoint } from '../core/endpoint.js';
import { ConfigError } from '../core/errors.js';
import { nearest } from '../core/nearest.js';
import { catalogue, type EndpointName, isEndpointName } from '../endpoints/catalogue.js';

/** What most tasks need: see the structure, ask, write many, delete. */
const core: readonly EndpointName[] = [
  'bitable_tables_list',
  'bitable_tables_create',
  'bitable_fields_list',
  'bitable_fields_create',
  'bitable_records_search',
  'bitable_records_batch_create',
  'bitable_records_batch_update',
  'bitable_records_batch_delete',
];

/** What the command line and its environment twins choose. */
export interface ToolChoice {
  readonly toolsets: readonly string[];
  readonly tools: readonly string[];
  readonly excludeTools: readonly string[];
  readonly readOnly: boolean;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
}

const names = Object.keys(catalogue).filter(isEndpointName);

/** Presets, and one toolset a resource: `bitable_records` and so on. */
const toolsets: ReadonlyMap<string, readonly EndpointName[]> = new Map([
  ['core', core],
  ['default', names],
  ['all', names],
  ...resources().map((resource) => [resource, ofResource(resource)] as const),
]);

const toolsetNames: readonly string[] = [...toolsets.keys()];

/** The chosen tools in the order of the catalogue. Unknown names end the start, with a list. */
export function chooseTools(choice: ToolChoice): readonly EndpointName[] {
  const { tools, excludeTools } = choice;
  const asked = choice.toolsets.length === 0 && tools.length === 0 ? ['default'] : choice.toolsets;
  const included = new Set<string>([...asked.flatMap(toolsetMembers), ...tools.map(knownTool)]);
  const excluded = new Set<string>(excludeTools.map(knownTool));
  return names.filter(
    (name) =>
      included.has(name) &&
      !excluded.has(name) &&
      !(choice.readOnly && effects[catalogue[name].effect].writes) &&
      !(choice.bases !== undefined && makesBase(catalogue[name])),
  );
}

/** Nobody could touch a base that was made beside an allow-list. */
function makesBase({ effect, reply }: Endpoint): boolean {
  return effect === 'create' && 'app' in reply;
}

export function toolsetMembers(toolset: string): readonly EndpointName[] {
  return toolsets.get(toolset) ?? unknownName('toolset', toolset, toolsetNames);
}

function knownTool(tool: string): string {
  return isEndpointName(tool) ? tool : unknownName('tool', tool, names);
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
function resourceOf(name: EndpointName): string {
  return /^[a-z]+_[a-z_]*?s(?=_)/.exec(name)?.[0] ?? name;
}

function resources(): readonly string[] {
  return [...new Set(names.map(resourceOf))];
}

function ofResource(resource: string): readonly EndpointName[] {
  return names.filter((name) => resourceOf(name) === resource);
}
