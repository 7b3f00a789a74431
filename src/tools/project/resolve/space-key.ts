import type { Candidate } from '../../../core/choose.js';
import { ConfigError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { textOf } from './field.js';
import { unless } from './finder.js';
import type { Scene } from './resolution-context.js';

const spaceKeyForm = /^[0-9a-f]{24}$/;
const simpleNameForm = /^[\w-]+$/;

/**
 * The key of a space by key, simple name or name. Most calls take simple names as well, but some answer them with
 * nothing.
 */
export async function spaceKey(scene: Scene, given: string, path: string): Promise<string> {
  if (spaceKeyForm.test(given)) {
    return given;
  }
  const { finder } = scene;
  try {
    const named = simpleNameForm.test(given)
      ? await unless(finder.spaceOf(given), 'not_found')
      : undefined;
    if (named !== undefined) {
      return textOf(named['project_key']);
    }
    return choose({ what: 'space', name: given, path }, (await finder.spaces()).map(candidateOf))
      .id;
  } catch (error) {
    // Spaces are listed for a user; a token may say who that is without its key.
    if (error instanceof ConfigError && simpleNameForm.test(given)) {
      return given;
    }
    throw error;
  }
}

function candidateOf({ project_key, name, simple_name }: JsonObject): Candidate {
  return { id: textOf(project_key), name: textOf(name), others: [textOf(simple_name)] };
}
