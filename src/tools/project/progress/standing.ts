import type { JsonObject } from '../../../core/json.js';
import { isFailure } from '../../answer/failure-text.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
import { unless } from '../resolve/issues.js';
import { int64, objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { valueIn } from '../stored/item-values.js';
import { namesOf } from '../stored/named-values.js';

/** A work item, as far as every change of it depends on it. */
export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly isTerminated: boolean;
}

/** Reads the item of a call; undefined where it cannot be read, as then the write itself says why. */
export async function standingOf(
  resolution: ResolutionContext,
  context: ToolContext,
): Promise<Standing | undefined> {
  const { space, item } = resolution;
  if (space === undefined || item === undefined) {
    return undefined;
  }
  try {
    const { data } = await callEndpoint(context, 'project_work_items_get', {
      project_key: space,
      work_item_type_key: await resolution.knownType(),
      work_item_ids: [int64(item)],
      fields: ['aborted'],
    });
    const [found] = objectsIn(data);
    return found && { id: item, name: textOf(found['name']), isTerminated: isTerminated(found) };
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return undefined;
  }
}

function isTerminated(item: Parameters<typeof valueIn>[0]): boolean {
  return valueIn(item, 'aborted') === true;
}

const restores = 'project_work_items_abort with is_aborted false and a reason_option restores it';

/** Adds to the issues of a call that its item is terminated. */
export function refuseTerminated(
  standing: Standing | undefined,
  { issues }: Pick<ResolutionContext, 'issues'>,
): void {
  if (standing?.isTerminated === true) {
    issues.add('work_item_id', `is ${titleOf(standing)}, which is terminated`, restores);
  }
}

export function titleOf({ id, name }: Standing): string {
  return `${name} (${id})`;
}

/** The name of a user key; the key itself where nobody tells the name. */
export type PersonNames = (userKey: string) => string;

/**
 * Says that the vendor may refuse a call, where the user of the calls is none of the people whom it is for; undefined where
 * the user is one of them, or nothing tells who calls.
 */
export async function callerDoubt(
  keys: readonly string[],
  fact: (nameOf: PersonNames) => string,
  {
    resolution,
    context,
  }: { readonly resolution: ResolutionContext; readonly context: ToolContext },
): Promise<string | undefined> {
  const me = context.client.actsAs;
  if (me === undefined || keys.includes(me)) {
    return undefined;
  }
  const nameOf = await personNames([...keys, me], resolution);
  return `${fact(nameOf)}, and calls are made for ${nameOf(me)}: the vendor may refuse it (10001)`;
}

export async function personNames(
  keys: readonly string[],
  resolution: ResolutionContext,
): Promise<PersonNames> {
  const names = await namesOf([...new Set(keys)], resolution);
  return (key) => names.get(key) ?? key;
}

/** Reads the template that an item's workflow follows; undefined where it went or cannot be read. */
export async function templateBehind(
  { template_id }: JsonObject,
  { names, space }: ResolutionContext,
): Promise<JsonObject | undefined> {
  const asking = names.get('project_templates_get', {
    project_key: space,
    template_id: textOf(template_id),
  });
  return unless(asking, 'permission', 'not_found', 'invalid');
}
