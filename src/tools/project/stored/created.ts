import type { Json, JsonObject } from '../../../core/json.js';
import type { EndpointName } from '../../../endpoints/catalogue.js';
import { changesBetween, reportChanges } from '../../answer/changes.js';
import { headline, isFailure } from '../../answer/failure-text.js';
import type { Outcome } from '../../answer/result.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import { storedRule } from './rules.js';
import type { ProjectWrite } from './stored-rule.js';

/** The update that shows what a create has stored, with the arguments that say of what; undefined where there is nothing to see. */
type ShownBy = (args: JsonObject, id: Json) => Pick<ProjectWrite, 'name' | 'args'> | undefined;

const creates: Partial<Readonly<Record<EndpointName, ShownBy>>> = {
  project_work_items_create({ project_key = null, work_item_type_key = null, ...args }, id) {
    const pairs = objectsIn(args['field_value_pairs']);
    const update_fields = [{ field_key: 'name' }, ...pairs];
    return pairs.length === 0
      ? undefined
      : {
          name: 'project_work_items_update',
          args: { project_key, work_item_type_key, work_item_id: id, update_fields },
        };
  },
  project_subtasks_create: (args, id) => ({
    name: 'project_subtasks_update',
    args: { ...args, task_id: id },
  }),
};

/** Adds to the outcome of a create what is stored now: the vendor can drop parts of what was sent. */
export async function withCreated(outcome: Outcome, write: ProjectWrite): Promise<Outcome> {
  const id = textOf(outcome.facts['data']);
  const shown = id === '' ? undefined : creates[write.name]?.(write.args, id);
  const rule = shown && storedRule(shown.name);
  if (shown === undefined || rule === undefined || write.context.answers !== 'full') {
    return outcome;
  }
  const own = { ...write, ...shown };
  try {
    const parts = (await rule.shown(await rule.read(own), own)).get('') ?? {};
    const isNamed = rule.showsNamed === true;
    const labels = Object.keys(parts).filter((label) => isNamed || Boolean(parts[label]));
    const { facts, notes } = reportChanges(changesBetween({}, parts, labels));
    const empty = isNamed ? labels.filter((label) => isEmpty(parts[label])) : [];
    const dropped = empty.length === 0 ? [] : [`created, but without a value: ${empty.join(', ')}`];
    return {
      facts: { ...outcome.facts, ...facts },
      notes: [...outcome.notes, ...notes, ...dropped],
    };
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    const why = headline(error, 'read').replace(/\.$/, '');
    const note = `created, but what is stored could not be read back (${why})`;
    return { ...outcome, notes: [...outcome.notes, note] };
  }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
