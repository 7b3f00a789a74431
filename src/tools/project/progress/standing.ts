import { isFailure } from '../../answer/failure-text.js';
import { callEndpoint, type ToolContext } from '../../context/tool-context.js';
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

export async function personNames(
  keys: readonly string[],
  resolution: ResolutionContext,
): Promise<PersonNames> {
  const names = await namesOf([...new Set(keys)], resolution);
  return (key) => names.get(key) ?? key;
}
