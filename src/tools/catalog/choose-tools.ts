import { effects } from '../../core/effect.js';
import { ConfigError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import type { ServiceName } from '../../core/service-name.js';
import type { PublishedTool } from './published.js';

/** What the command line and its environment twins choose. */
export interface ToolChoice {
  readonly toolsets: readonly string[];
  readonly tools: readonly string[];
  readonly excludeTools: readonly string[];
  readonly readOnly: boolean;
  /** The bases that may be touched; undefined for all. */
  readonly bases: ReadonlySet<string> | undefined;
}

/** A choice among the tools of the services that are configured. */
export interface ServiceChoice extends ToolChoice {
  readonly services: ReadonlySet<ServiceName>;
}

/** The chosen tools in their usual order. Unknown names end the start, with a list. */
export function chooseTools(
  published: readonly PublishedTool[],
  choice: ServiceChoice,
): readonly PublishedTool[] {
  const { tools, excludeTools } = choice;
  const asked = askedToolsets(choice);
  checkNames('toolset', asked, new Set(published.flatMap((tool) => tool.toolsets)));
  checkNames('tool', [...tools, ...excludeTools], new Set(published.map(nameOf)));
  return published.filter(
    (tool) =>
      choice.services.has(tool.service) &&
      (tool.toolsets.some((toolset) => asked.includes(toolset)) || tools.includes(nameOf(tool))) &&
      !excludeTools.includes(nameOf(tool)) &&
      !(choice.readOnly && effects[tool.effect].writes) &&
      !(choice.bases !== undefined && tool.beyondBases),
  );
}

/** Gives the toolsets that are asked for, the usual one where nothing is. */
export function askedToolsets({ toolsets, tools, services }: ServiceChoice): readonly string[] {
  const usual = services.size > 1 ? 'shared' : 'default';
  return toolsets.length === 0 && tools.length === 0 ? [usual] : toolsets;
}

function nameOf({ listed }: PublishedTool): string {
  return listed.name;
}

function checkNames(
  kind: 'tool' | 'toolset',
  names: readonly string[],
  known: ReadonlySet<string>,
): void {
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) {
    return;
  }
  const near = nearest(unknown, known);
  const meant = near === undefined ? '' : ` Did you mean ${near}?`;
  throw new ConfigError(
    `There is no ${kind} ${unknown}.${meant}`,
    kind === 'tool' ? '--tools' : '--toolsets',
    `Known: ${[...known].join(', ')}`,
  );
}
