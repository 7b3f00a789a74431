import { findUser, type ItemScope, reachSpace } from '../gateway/access.js';
import { pageSize } from '../gateway/paging.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyIds,
  bodyInteger,
  bodyText,
  bodyTexts,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  refuseParameter,
  requiredText,
} from '../gateway/request.js';
import { int64, type Wire, type WireObject, writeWire } from '../gateway/wire.js';
import type { OpRecord, ProjectWorld } from '../model/model.js';

const maxIds = 50;
const weekMs = 7 * 24 * 60 * 60 * 1_000;
/** "不支持 2024-07-02 之前的数据". */
const beginning = Date.UTC(2024, 6, 2) - 8 * 60 * 60 * 1_000;

/** "获取工作项操作记录". */
export const opRecordHandlers = {
  project_op_records_list: (request, world) => {
    const { body } = request;
    const ids = bodyIds(body, 'work_item_ids') ?? refuseMissing('work_item_ids');
    if (ids.length > maxIds) refuseParameter('work_item_ids', `at most ${maxIds}`);
    const size = pageSize(body, { defaultSize: 50, maxSize: 200 });
    const isWanted = wanted(body);
    const found = recordsOf(request, ids, world).filter(isWanted);
    const start = startOf(body);
    const shown = found.slice(start, start + size);
    const hasMore = start + size < found.length;
    return {
      data: {
        has_more: hasMore,
        start_from: hasMore ? String(start + size) : '',
        total: found.length,
        op_records: shown.map(recordReply),
      },
    };
  },
} satisfies ProjectHandlerGroup;

/** A simple_name in place of the space's id finds nothing, without an error. */
function recordsOf(
  request: ProjectRequest,
  ids: readonly string[],
  world: ProjectWorld,
): OpRecord[] {
  const key = requiredText(request.body, 'project_key');
  reachSpace(key, request, world);
  return world.records
    .filter(({ projectKey, itemId, at }) => {
      return projectKey === key && ids.includes(itemId) && at >= beginning;
    })
    .reverse();
}

function startOf(body: WireObject): number {
  const cursor = bodyText(body, 'start_from') ?? '';
  if (!/^\d{0,9}$/.test(cursor)) refuseParameter('start_from', cursor);
  return Number(cursor);
}

function wanted(body: WireObject): (record: OpRecord) => boolean {
  const tests = [
    listTest(body, 'operator', ({ operator }) => operator),
    listTest(body, 'operation_type', ({ operation }) => operation),
    listTest(body, 'op_record_module', ({ module }) => module),
    listTest(body, 'operator_type', () => 'user'),
    intervalTest(body),
  ];
  return (record) => tests.every((test) => test(record));
}

type RecordTest = (record: OpRecord) => boolean;

function listTest(body: WireObject, name: string, read: (record: OpRecord) => string): RecordTest {
  const values = bodyTexts(body, name) ?? [];
  return (record) => values.length === 0 || values.includes(read(record));
}

/** Start and end come together, and lie at most seven days apart. */
function intervalTest(body: WireObject): RecordTest {
  const start = bodyInteger(body, 'start');
  const end = bodyInteger(body, 'end');
  if (start === undefined && end === undefined) return () => true;
  if (start === undefined || end === undefined) refuseMissing('start && end');
  const isInterval = /^\d{13}$/.test(String(start)) && /^\d{13}$/.test(String(end));
  if (!isInterval || end < start || end - start > weekMs) refuse(20013);
  return ({ at }) => at >= start && at <= end;
}

/** OperationRecord. */
function recordReply(record: OpRecord): WireObject {
  return {
    project_key: record.projectKey,
    work_item_id: int64(record.itemId),
    work_item_type_key: record.typeKey,
    operation_type: record.operation,
    operation_time: record.at,
    operator_type: 'user',
    operator: record.operator,
    op_record_module: record.module,
    source_type: 'plugin',
    source: '',
    record_contents: [
      {
        object: { object_type: record.objectType, object_value: record.objectValue },
        object_property: record.property,
        old: record.old,
        new: record.new,
        add: [],
        delete: [],
      },
    ],
  };
}

/** What happened, in the words of the change log. */
export interface OpDetails {
  readonly operation: string;
  readonly module: string;
  readonly objectType: string;
  readonly objectValue: string;
  readonly property?: string;
  readonly old?: readonly string[];
  readonly new?: readonly string[];
}

/** Writes down a change and who made it; every change moves the item's time of update. */
export function record(
  { item }: ItemScope,
  happening: OpDetails,
  userKey: string,
  world: ProjectWorld,
): void {
  const at = world.clock.now();
  item.updatedAt = at;
  item.updatedBy = userKey;
  const entry: OpRecord = {
    property: '',
    old: [],
    new: [],
    ...happening,
    projectKey: item.projectKey,
    typeKey: item.typeKey,
    itemId: item.id,
    at,
    operator: userKey,
  };
  world.records.push(entry);
}

/** A value as the log shows it: texts, people by name. */
export function shown(value: Wire | undefined, world: ProjectWorld): string[] {
  if (value === undefined || value === null) return [];
  const text = typeof value === 'string' ? value : writeWire(value);
  return [findUser(text, world)?.nameCn ?? text];
}

/** Changes an item all at once: a refusal on the way leaves it, and the change log, as they were. */
export function onDraft<T>(
  scope: ItemScope,
  world: ProjectWorld,
  change: (draft: ItemScope) => T,
): T {
  const item = structuredClone(scope.item);
  const { length } = world.records;
  try {
    const result = change({ ...scope, item });
    Object.assign(scope.item, item);
    return result;
  } catch (error) {
    world.records.length = length;
    throw error;
  }
}
