import { effects } from '../../core/effect.js';
import { baseArgument, type Endpoint } from '../../core/endpoint.js';
import { catalogue, type EndpointName, isEndpointName } from '../../endpoints/catalogue.js';
import { mentionsIn } from './listed-words.js';
import { isTaskName, type OperationName, operationNamed, tasks } from './operations.js';
import { core, onlyInAll, shared } from './presets.js';
import type { PublishedTool } from './published.js';
import { publishedInput, publishedOutput } from './published-schema.js';

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
  const { service, title, summary, effect, annotationsAs, input, hiddenArguments, output } =
    operationNamed(name);
  const listed = {
    name,
    title,
    description: summary,
    annotations: effects[annotationsAs ?? effect].hints,
    inputSchema: publishedInput(input, hiddenArguments),
    outputSchema: publishedOutput(output),
  };
  return {
    service,
    effect,
    beyondBases: isBeyondBases(name),
    isListing: isListing(name),
    toolsets: toolsetsOf(name),
    mentions: mentionsIn(listed, (word) => isEndpointName(word) || isTaskName(word)),
    listed,
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

function isListing(name: OperationName): boolean {
  const { listing }: Partial<Endpoint> = isEndpointName(name) ? catalogue[name] : {};
  return listing !== undefined;
}

/** Presets, and one toolset a resource: `bitable_records` and so on. */
function toolsetsOf(name: OperationName): readonly string[] {
  return [
    ...(core.has(name) ? ['core'] : []),
    ...(shared.has(name) ? ['shared'] : []),
    ...(onlyInAll.has(name) ? [] : ['default']),
    'all',
    resourceOf(name),
  ];
}

/** Resources end in their first plural: `bitable_form_fields_list` belongs to `bitable_form_fields`. */
function resourceOf(name: OperationName): string {
  return /^[a-z]+_[a-z_]*?[^s]s(?=_)/.exec(name)?.[0] ?? name;
}
