import type { Json } from '../../../core/json.js';
import type { ListedItems } from '../../answer/listing.js';
import type { PlainCall } from '../../context/vendor.js';
import { unless } from '../resolve/issues.js';
import { objectsIn, textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { neededWhenDone } from './config-cells.js';
import type { CellContext, CellIn } from './name-cells.js';

/** Learns what the nodes of an item require: the template says it, which the workflow does not. */
export async function learnRequirements(
  { name }: PlainCall,
  lists: readonly ListedItems[],
  { book, scope }: CellContext,
  resolution: ResolutionContext,
): Promise<void> {
  const template_id = textOf(lists[0]?.reply?.['template_id']);
  const hasNodes = lists.some(({ items, listing }) => listing.in === nodes && items.length > 0);
  if (name !== 'project_workflows_get' || template_id === '' || !hasNodes) {
    return;
  }
  const asking = resolution.names.get('project_templates_get', {
    project_key: scope.space,
    template_id,
  });
  const template = await unless(asking, 'permission', 'not_found').catch(() => undefined);
  if (template === undefined) {
    resolution.notes.note(
      'the template of the item could not be read: what its nodes require is not shown; project_transitions_get_required tells it of one node',
    );
    return;
  }
  book.nodeConfs = new Map(
    objectsIn(template['workflow_confs']).map((conf) => [textOf(conf['state_key']), conf]),
  );
}

const nodes = 'workflow_nodes';

/** What completing a node that is not done requires; fields without a value say so. */
export function requiredByNode(value: Json, cell: CellIn): Json {
  const { row, book } = cell;
  const conf = book.nodeConfs.get(textOf(value) || textOf(row['id']));
  if (conf === undefined || row['status'] === done) {
    return null;
  }
  const filled = new Map(
    objectsIn(row['fields']).map(({ field_key, field_value = null }) => [
      textOf(field_key),
      !isEmpty(field_value),
    ]),
  );
  const fields = objectsIn(conf['fields'])
    .filter(({ is_required }) => is_required === 1)
    .map(({ field_key, field_name }) => {
      const key = textOf(field_key);
      return `${textOf(field_name) || key} (${key})${filled.get(key) === true ? '' : ' empty'}`;
    });
  const needs = textOf(neededWhenDone(null, { ...cell, row: conf }));
  return needs === '' ? fields : [...fields, ...needs.split(', ')];
}

const done = 3;

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
