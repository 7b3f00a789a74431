import { InputError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { viewId } from '../names/views.js';
import { withFreshNames } from './finder.js';
import type { ResolutionContext } from './resolution-context.js';
import { resolveSpaceAndType } from './work-item-ref.js';

/** Refuses a space or type beside the link of an item that is of another one: each may be a key or a name. */
export async function checkLinked(args: Args, context: ToolContext): Promise<void> {
  const { project_key: space, view_id: view, ...types } = context.linked ?? {};
  const given = String(args['project_key']);
  await withFreshNames(context, async (resolution) => {
    if (space !== undefined) {
      const find = (key: string) => resolveSpaceAndType({ project_key: key }, resolution);
      const held = (await find(space))['project_key'];
      refuseUnless((await find(given))['project_key'] === held, 'project_key', given, space);
    }
    if (view !== undefined) {
      await resolveSpaceAndType({ project_key: given }, resolution);
      const text = String(args['view_id']);
      const id = await viewId(resolution, text, 'view_id');
      refuseUnless(id === view, 'view_id', text, `view ${view}`);
    }
    for (const [path, type] of Object.entries(types)) {
      const texts = [args[path]].flat().map(String);
      const keys = await typeKeys([type, ...texts], given, resolution);
      refuseUnless(keys.slice(1).includes(keys[0] ?? ''), path, texts.join(', '), type);
    }
  });
}

async function typeKeys(
  names: readonly string[],
  space: string,
  resolution: ResolutionContext,
): Promise<readonly string[]> {
  const asked: JsonObject = { project_key: space, work_item_type_keys: [...names] };
  const { work_item_type_keys: keys } = await resolveSpaceAndType(asked, resolution);
  return [keys ?? []].flat().map(String);
}

function refuseUnless(isRight: boolean, path: string, given: string, linked: string): void {
  if (!isRight) {
    const problem = `is ${JSON.stringify(given)}, but the link beside it says ${linked}`;
    throw new InputError([{ path, problem, allowed: `one of the two; leave ${path} out` }]);
  }
}
