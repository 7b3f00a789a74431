import type { ListingSpec } from '../../../core/endpoint.js';
import type { JsonObject } from '../../../core/json.js';
import {
  chosenListing,
  columnNames,
  type ListedItems,
  type ReplyListing,
  toListing,
  usualColumns,
  withIdentifying,
} from '../../answer/listing.js';
import type { FoundColumn, ListingView } from '../../answer/listing-columns.js';
import type { ToolContext } from '../../context/tool-context.js';
import type { PlainCall } from '../../context/vendor.js';
import { statusesOf } from '../names/processes.js';
import { fieldNamed, withSubFields } from '../resolve/field.js';
import { withFreshNames } from '../resolve/finder.js';
import { unless } from '../resolve/issues.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { cellReader } from './cells.js';
import { fieldCell, labelOf } from './field-cells.js';
import type { CellContext } from './name-cells.js';
import { NameBook, type NameScope } from './names.js';
import { learnRequirements } from './requirements.js';

/** Says how the items of a reply of Feishu Project are shown: names for ids, and dates. */
export function projectListing(
  call: PlainCall,
  listing: ListingSpec,
  chosen: readonly string[] | undefined,
  context: ToolContext,
): Promise<ReplyListing> {
  return withFreshNames(context, async (resolution) => {
    const scope = scopeOf(call);
    const book = new NameBook(resolution);
    const picked = await pickedColumns(listing, chosen, { ...call, scope }, resolution);
    const viewOf = (items: readonly JsonObject[], cells: CellContext) =>
      viewWith(listing, picked, items, cells);
    return {
      plain: viewOf([], { book, scope }),
      async named(lists) {
        const cells = { book, scope: replyScope(lists, scope) };
        const items = lists.flatMap((list) => list.items);
        const view = viewOf(items, cells);
        learnNodes(lists, cells);
        for (const list of lists) {
          toListing(list.listing, list.items, view);
        }
        await Promise.all([
          book.load(),
          learnStatuses(call, lists, cells, resolution),
          learnRequirements(call, lists, cells, resolution),
        ]);
        return { view, facts: () => namesFact(book) };
      },
    };
  });
}

/** The columns that a call names, to be shown or to be left out. */
interface PickedColumns {
  readonly columns: readonly ChosenColumn[] | undefined;
  readonly areLeftOut: boolean;
}

/** "-" before each name leaves those columns out. */
async function pickedColumns(
  listing: ListingSpec,
  chosen: readonly string[] | undefined,
  call: ScopedCall,
  resolution: ResolutionContext,
): Promise<PickedColumns> {
  const areLeftOut = chosen?.every((name) => name.startsWith('-')) === true;
  const names = areLeftOut ? chosen?.map((name) => name.slice(1)) : chosen;
  return { columns: await chosenColumns(listing, names, call, resolution), areLeftOut };
}

function viewWith(
  listing: ListingSpec,
  { columns, areLeftOut }: PickedColumns,
  items: readonly JsonObject[],
  cells: CellContext,
): ListingView {
  const found = fieldColumns(listing, items, areLeftOut ? undefined : columns, cells);
  const labels = columns?.map(({ label }) => label) ?? [];
  const usual = [...usualColumns(listing), ...found.map(({ name }) => name)];
  const shown = areLeftOut ? usual.filter((name) => !labels.includes(name)) : labels;
  return {
    cell: cellReader(cells),
    chosen: columns && withIdentifying(listing, shown),
    found,
  };
}

function namesFact(book: NameBook): JsonObject {
  const names = book.shown();
  return Object.keys(names).length === 0 ? {} : { names };
}

function scopeOf({ args }: PlainCall): NameScope {
  const types = textsIn(args['work_item_type_keys']);
  const [source, ...others] = objectsIn(args['data_sources']);
  const [space, ...more] = textsIn(args['project_keys']);
  const only = others.length > 0 || more.length > 0 ? '' : textOf(source?.['project_key'] ?? space);
  return {
    space: textOf(args['project_key']) || only,
    type: textOf(args['work_item_type_key']) || (types.length === 1 ? (types[0] ?? '') : ''),
    item: textOf(args['work_item_id']),
  };
}

/** A reply can say the type of all that it lists. */
function replyScope(lists: readonly ListedItems[], { space, type, item }: NameScope): NameScope {
  const said = textOf(lists[0]?.reply?.['work_item_type_key']);
  return { space, type: type || said, item };
}

/** Nodes and states stand with their names in the reply. */
function learnNodes(lists: readonly ListedItems[], { book, scope }: CellContext): void {
  for (const { id, state_key, name } of lists.flatMap(({ items }) => items)) {
    for (const key of [textOf(id), textOf(state_key)].filter(Boolean)) {
      if (textOf(name) !== '') {
        book.learn('node', key, scope, textOf(name));
      }
    }
  }
}

/** The options of the field of the status, which the vendor leaves out of its list of fields. */
async function learnStatuses(
  { name }: PlainCall,
  lists: readonly ListedItems[],
  { book, scope }: CellContext,
  resolution: ResolutionContext,
): Promise<void> {
  const items = lists.flatMap((list) => list.items);
  const lacks = items.some(
    ({ field_key, options }) => field_key === statusField && objectsIn(options).length === 0,
  );
  if (name !== 'project_fields_list' || scope.type === '' || !lacks) {
    return;
  }
  const place = { project_key: scope.space, work_item_type_key: scope.type };
  const statuses = await unless(statusesOf(resolution, place), 'permission').catch(() => undefined);
  if (statuses === undefined) {
    resolution.notes.note(
      'the templates could not be read: the options of the status are not shown',
    );
    return;
  }
  book.statuses = statuses;
}

const statusField = 'work_item_status';

interface ScopedCall extends PlainCall {
  readonly scope: NameScope;
}

/** A column by its key and what it is called; of the listing's own both are the same. */
interface ChosenColumn {
  readonly key: string;
  readonly label: string;
}

/** The columns that a call names: those of the listing, or fields of its type by name, key or alias. */
async function chosenColumns(
  listing: ListingSpec,
  chosen: readonly string[] | undefined,
  { args, scope }: ScopedCall,
  resolution: ResolutionContext,
): Promise<readonly ChosenColumn[] | undefined> {
  if (chosen === undefined) {
    return undefined;
  }
  if (listing.fieldsIn === undefined) {
    return chosenListing(listing, chosen).plain.chosen?.map((name) => ({ key: name, label: name }));
  }
  const own = new Set(columnNames(listing));
  resolution.space = scope.space === '' ? undefined : scope.space;
  const types = [scope.type, ...textsIn(args['work_item_type_keys'])].filter(Boolean);
  const fields = (
    await Promise.all(
      (types.length === 0 ? [undefined] : [...new Set(types)]).map((type) =>
        resolution.fields(type),
      ),
    )
  ).flatMap((list) => list ?? []);
  const distinct = [...new Map(fields.map((field) => [field.id, field])).values()];
  const columns = await resolution.issues.attemptAll(chosen, (name, index) => {
    if (own.has(name) || fields.length === 0) {
      return { key: name, label: name };
    }
    const { id, name: label } = fieldNamed(name, withSubFields(distinct), `fields[${index}]`);
    return {
      key: id,
      label: distinct.some((it) => it.id !== id && it.name === label) ? `${label} (${id})` : label,
    };
  });
  resolution.issues.throwIfAny();
  return columns;
}

/** A column for each field of the items: those that were named, those that are usual, or all. */
function fieldColumns(
  { fieldsIn, usualFields, columns }: ListingSpec,
  items: readonly JsonObject[],
  chosen: readonly ChosenColumn[] | undefined,
  cells: CellContext,
): readonly FoundColumn[] {
  if (fieldsIn === undefined) {
    return [];
  }
  const labels = new Map<string, string>();
  for (const field of items.flatMap((item) => objectsIn(item[fieldsIn]))) {
    labels.set(textOf(field['field_key']), labelOf(field));
  }
  const told = [...labels].map(([key, label]) => ({ key, label }));
  const usual = told.filter(({ key }) => usualFields?.includes(key) ?? !repeated.has(key));
  return (chosen ?? usual)
    .filter(({ key }) => !(key in columns))
    .map(({ key, label }) => ({
      name: label,
      isQuiet: chosen === undefined,
      read: (row) => {
        const field = objectsIn(row[fieldsIn]).find(({ field_key }) => field_key === key);
        const isTold = chosen === undefined && key === operatorKey && row['pattern'] === 'Node';
        return field === undefined || isTold ? null : fieldCell(field, { ...cells, row });
      },
    }));
}

/** Who has an item: told with the current nodes, where it has nodes. */
const operatorKey = 'current_status_operator';

/** Fields that say what columns of the item do. */
const repeated: ReadonlySet<string> = new Set(['name', 'work_item_status', 'updated_at']);
