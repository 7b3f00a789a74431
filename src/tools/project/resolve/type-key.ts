import type { Candidate } from '../../../core/choose.js';
import { choose } from '../../input/choose.js';
import type { Scene } from './resolution-context.js';

/** Types that every space has go by words, own ones by ids. */
const builtIn = new Set(['story', 'issue', 'version', 'chart', 'sub_task']);
const typeKeyForm = /^[0-9a-f]{24}$/;

/** The key of a type by key, API name or name, in any of the spaces. */
export async function typeKey(
  scene: Scene,
  given: string,
  path: string,
  spaces: readonly string[],
): Promise<string> {
  if (builtIn.has(given) || typeKeyForm.test(given)) {
    return given;
  }
  const candidates: Candidate[] = [];
  for (const space of spaces) {
    candidates.push(...(await scene.types(space)));
  }
  return choose({ what: 'type', name: given, path }, candidates).id;
}
