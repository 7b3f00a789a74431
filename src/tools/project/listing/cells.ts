import { readDate } from '../../../cells/time/date-text.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { ReadListed } from '../../answer/listing-columns.js';
import { zone } from '../resolve/dates.js';
import { objectsIn, textOf, textsIn } from '../resolve/reply-values.js';
import { endOf, moment } from '../stored/display.js';
import { commentText } from './comment-text.js';
import {
  conclusion,
  conclusionsOfOwners,
  formFields,
  keyedLabels,
  localName,
  localNames,
  members,
  neededWhenDone,
  opinionsOfOwners,
  optionsText,
  taskConfs,
} from './config-cells.js';
import { filledFields, unfilledFields } from './field-cells.js';
import { fieldOptions, places, requiredName, requiredSubFields, subFields } from './form-cells.js';
import { type CellContext, type CellIn, nameOf, namesOf, roleOwners } from './name-cells.js';
import { type ListedIdKind, type NameScope, personName } from './names.js';
import { requiredByNode } from './requirements.js';

type ReadCell = (value: Json, cell: CellIn) => Json;

const flowWords = ['', 'not started', 'under way', 'done'];

/** Kinds of values, by the name that columns of endpoints give them. */
const kinds: ReadonlyMap<string, ReadCell> = new Map<string, ReadCell>([
  ['plain', (value) => value],
  ['time', timeOf],
  ['endTime', (value) => endOf(value)],
  ['amount', amountOf],
  ['flag', (value) => (value === true || value === 1 ? true : null)],
  ['hidden', (value) => (value === 2 ? false : null)],
  ['words', (value) => textsIn(value).join(', ')],
  ['required', (value) => (value === 1 ? true : value === 3 ? 'in some cases' : null)],
  ['calculated', (value) => (value === 'Calculated' ? true : null)],
  ['viewKind', (value) => (value === 1 ? 'condition' : value === 2 ? 'fixed' : value)],
  ['relationKind', (value) => (value === 1 ? 'parent and child' : null)],
  ['nodeStatus', (value) => (typeof value === 'number' ? (flowWords[value] ?? value) : value)],
  ['nodeId', (value, { row }) => value ?? row['id'] ?? null],
  ['either', (value, { row }) => value ?? row['work_item_id'] ?? null],
  ['personName', (_, { row }) => personName(row)],
  ['nestedName', (value, { row }) => pathOf(textOf(value), row['..'])],
  ...named('user', 'space', 'type', 'template', 'relation', 'node', 'item', 'field'),
  ['simpleName', (value, cell) => nameOf('simple name', value, cell)],
  ['types', (value, cell) => namesOf('type', value, cell)],
  ['users', (value, cell) => namesOf('user', value, cell)],
  ['roles', (value, cell) => namesOf('role', value, cell)],
  ['status', statusName],
  ['roleOwners', roleOwners],
  ['currentNodes', currentNodes],
  ['stateTimes', stateTimes],
  ['confirmations', confirmations],
  ['schedules', schedules],
  ['start', (value) => timeOf(edgeOf(value, 'estimate_start_date', Math.min), undefined)],
  ['end', (value) => endOf(edgeOf(value, 'estimate_end_date', Math.max))],
  ['points', (value) => sumOf(value, 'points')],
  ['workTime', (value) => sumOf(value, 'actual_work_time')],
  ['filled', filledFields],
  ['unfilled', unfilledFields],
  ['subTasks', subTasks],
  ['options', fieldOptions],
  ['subFields', subFields],
  ['defaultValue', (value) => (isJsonObject(value) ? (value['value'] ?? null) : value)],
  ['places', places],
  ['requiredName', requiredName],
  ['requiredSubFields', requiredSubFields],
  ['recordContents', recordContents],
  ['comment', commentText],
  ['requiredByNode', requiredByNode],
  ['nodes', (value, cell) => namesOf('node', value, cell)],
  ['itemNode', nodeOfItem],
  ['formFields', formFields],
  ['taskConfs', taskConfs],
  ['neededWhenDone', neededWhenDone],
  ['conclusion', conclusion],
  ['conclusions', conclusionsOfOwners],
  ['opinions', opinionsOfOwners],
  ['keyedLabels', keyedLabels],
  ['members', members],
  ['local', localName],
  ['localNames', localNames],
]);

/** Builds the reader of the cells of one answer. */
export function cellReader(context: CellContext): ReadListed {
  return (value, as, row) => {
    const read = kinds.get(as ?? 'plain');
    if (read === undefined) {
      throw new Error(`no kind of cell ${as}`);
    }
    return read(value, { ...context, row, scope: scopeOf(row, context.scope) });
  };
}

/** Items of several spaces or types say their own. */
function scopeOf(row: JsonObject, { space, type, item }: NameScope): NameScope {
  return {
    item: textOf(row['work_item_id']) || item,
    space: textOf(row['project_key'] ?? row['ProjectKey']) || space,
    type: textOf(row['work_item_type_key'] ?? row['WorkItemTypeKey']) || type,
  };
}

function named(...of: readonly ListedIdKind[]): [string, ReadCell][] {
  return of.map((kind) => [kind, (value, cell) => nameOf(kind, value, cell)]);
}

/** The name of a node of the item, whose key stands in a column of its own. */
function nodeOfItem(value: Json, cell: CellIn): Json {
  const id = `${cell.scope.item} ${textOf(value)}`;
  const name = nameOf('node of item', id, cell);
  return name === id ? null : name;
}

/** Milliseconds, or a time as text, to the second; 0 is none. */
function timeOf(value: Json, _: unknown): Json {
  const ms = typeof value === 'string' ? timeIn(value) : value;
  return typeof ms === 'number' ? moment(Math.floor(ms / 1000) * 1000) : ms;
}

function timeIn(text: string): Json {
  return text === '' || text === '0' ? null : (readDate(text, zone) ?? text);
}

function amountOf(value: Json): Json {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? (number === 0 ? null : number) : value;
}

function pathOf(name: string, outer: Json | undefined): string {
  if (!isJsonObject(outer)) {
    return name;
  }
  return `${pathOf(textOf(outer['name']) || textOf(outer['label']), outer['..'])}/${name}`;
}

/** States stand with their names among the times of the item. */
function statusName(value: Json, { row }: CellIn): Json {
  const state = objectsIn(row['state_times']).find(({ state_key }) => state_key === value);
  return row['pattern'] === 'State' ? textOf(state?.['name']) || value : value;
}

/** `测试（李四）`: where the item is, and who has it. */
function currentNodes(value: Json, cell: CellIn): Json {
  const texts = objectsIn(value).map(({ id, name, owners }) => {
    const people = [namesOf('user', owners, cell)].flat().map(textOf);
    const node = textOf(name) || textOf(id);
    return people.length === 0 ? node : `${node}（${people.join(', ')}）`;
  });
  return texts.length === 1 ? (texts[0] ?? null) : texts;
}

function stateTimes(value: Json): Json {
  return objectsIn(value).map(({ name, state_key, start_time = null, end_time = null }) => [
    textOf(name) || textOf(state_key),
    moment(start_time),
    moment(end_time),
  ]);
}

function confirmations(value: Json, cell: CellIn): Json {
  return Object.fromEntries(
    objectsIn(value).map(({ owner, status }) => [
      textOf(nameOf('user', owner ?? null, cell)),
      status === 1,
    ]),
  );
}

/** Schedules of several owners; that of one says what the node's own does. */
function schedules(value: Json, cell: CellIn): Json {
  const list = objectsIn(value);
  return list.length < 2
    ? null
    : list.map(({ owners, estimate_start_date, estimate_end_date, points, ...rest }) => ({
        owner: namesOf('user', owners, cell),
        start: timeOf(estimate_start_date ?? null, undefined),
        end: endOf(estimate_end_date),
        points: amountOf(points ?? null),
        actual_work_time: amountOf(rest['actual_work_time'] ?? null),
      }));
}

function edgeOf(value: Json, key: string, pick: (...numbers: number[]) => number): Json {
  const times = objectsIn(value).map((it) => Number(it[key] ?? 0));
  const set = times.filter((time) => time > 0);
  return set.length === 0 ? null : pick(...set);
}

function sumOf(value: Json, key: string): Json {
  const total = objectsIn(value).reduce((sum, it) => sum + Number(it[key] ?? 0), 0);
  return total === 0 ? null : Number(total.toFixed(6));
}

function subTasks(value: Json): Json {
  return objectsIn(value).map(
    ({ id, name, passed }) => `${textOf(name)} (${textOf(id)})${passed === true ? ' done' : ''}`,
  );
}

/** What an operation changed: `优先级: P1 → P0`. */
function recordContents(value: Json, cell: CellIn): Json {
  const texts = objectsIn(value).map((content) => {
    const { object, object_property: property, old, new: now, add, delete: removed } = content;
    const what = isJsonObject(object) ? textOf(object['object_value']) : '';
    const label = textOf(property) || what;
    const told = [
      changeText(valuesText(old, cell), valuesText(now, cell)),
      signed('+', valuesText(add, cell)),
      signed('-', valuesText(removed, cell)),
    ];
    return `${label}: ${told.filter(Boolean).join('; ')}`;
  });
  return texts.length === 1 ? (texts[0] ?? null) : texts;
}

const userKeyForm = /^\d{19}$/;

function valuesText(value: Json | undefined, cell: CellIn): string {
  const list = Array.isArray(value) ? value : [];
  return list
    .map((item: Json) => {
      const text = typeof item === 'string' ? item : JSON.stringify(item);
      return userKeyForm.test(text) ? textOf(nameOf('user', text, cell)) : optionsText(text);
    })
    .join(', ');
}

function changeText(old: string, now: string): string {
  return old === '' ? now : `${old} → ${now}`;
}

function signed(sign: string, text: string): string {
  return text === '' ? '' : `${sign} ${text}`;
}
