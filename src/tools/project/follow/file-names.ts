import { isJsonObject } from '../../../core/json.js';
import type { Outcome } from '../../answer/result.js';
import { textsIn } from '../resolve/reply-values.js';
import type { ProjectWrite } from '../stored/stored-rule.js';

/** Tells the names of the files that a call deletes. */
export function withFileNames(
  outcome: Outcome,
  { args, resolution }: Pick<ProjectWrite, 'args' | 'resolution'>,
): Outcome {
  const names = textsIn(args['uuids']).flatMap((uuid): [string, string][] => {
    const name = resolution.givenNames.get(uuid);
    return name === undefined ? [] : [[uuid, name]];
  });
  const { names: others } = outcome.facts;
  const all = { ...(isJsonObject(others) && others), ...Object.fromEntries(names) };
  return names.length === 0 ? outcome : { ...outcome, facts: { ...outcome.facts, names: all } };
}
