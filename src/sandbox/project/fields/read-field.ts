import { type ItemScope, templateOf } from '../gateway/access.js';
import { int64, type Wire, type WireObject } from '../gateway/wire.js';
import type { ProjectFieldConf } from '../model/fields.js';
import type { WorkItem } from '../model/work-item.js';
import { nodeOwners, nodesOf } from '../nodes/node-scope.js';
import { plainText } from './rich-text.js';
import { isEmpty, rowPairs } from './values.js';

type Computed = (scope: ItemScope) => Wire | undefined;

/** Fields that the vendor fills from what it knows of the item. */
const computed: ReadonlyMap<string, Computed> = new Map<string, Computed>([
  ['name', ({ item }) => item.name],
  ['owner', ({ item }) => item.createdBy],
  ['created_at', ({ item }) => item.createdAt],
  ['updated_by', ({ item }) => item.updatedBy],
  ['updated_at', ({ item }) => item.updatedAt],
  ['template', templateValue],
  ['role_owners', ({ item }) => roleOwnersReply(item)],
  ['work_item_status', ({ item }) => statusKey(item)],
  ['aborted', ({ item }) => item.aborted],
  ['deleted', ({ item }) => item.deleted],
  ['current_status_operator', (scope) => [...currentOperators(scope)]],
  ['start_time', ({ item }) => earliest(item.nodes.map(({ beganAt }) => beganAt))],
  ['finish_time', finishTime],
  ['archiving_date', finishTime],
]);

/** The value of a field as the vendor reads it out; undefined where there is none. */
export function readField(scope: ItemScope, field: ProjectFieldConf): Wire | undefined {
  const groups = scope.item.groups.get(field.key);
  if (field.type === 'compound_field') return groups?.map((group) => rowPairs(group, field));
  const compute = computed.get(field.key);
  return compute === undefined ? scope.item.values.get(field.key) : compute(scope);
}

export function hasValue(scope: ItemScope, field: ProjectFieldConf): boolean {
  return !isEmpty(readField(scope, field));
}

/** A rich text is read as its words. */
export function fieldPair(field: ProjectFieldConf, value: Wire): WireObject {
  return {
    field_key: field.key,
    field_alias: field.alias,
    field_type_key: field.type,
    field_name: field.name,
    field_value: field.type === 'multi_text' && value !== null ? plainText(value) : value,
  };
}

/** "终止": a terminated node flow has the status `closed`, a state flow `systemEnded`. */
export function statusKey(item: WorkItem): string {
  if (!item.aborted) return item.status;
  return item.nodes.length > 0 ? 'closed' : 'systemEnded';
}

function roleOwnersReply({ roleOwners }: WorkItem): Wire[] {
  return [...roleOwners].map(([role, owners]) => ({ role, owners }));
}

/** Who has an item in hand now: the owners of its open nodes, or of the roles that may move its state on. */
export function currentOperators(scope: ItemScope): ReadonlySet<string> {
  const { item } = scope;
  const ofNodes = nodesOf(scope)
    .filter(({ node }) => node.status === 2)
    .flatMap(({ node, conf }) => nodeOwners(item, node, conf));
  const ways = templateOf(scope)?.transitions.filter(({ source }) => source === item.status) ?? [];
  const ofState = ways.flatMap(({ roles }) => roles.flatMap((role) => ownersOf(item, role)));
  return new Set([...ofNodes, ...ofState]);
}

function ownersOf({ roleOwners }: WorkItem, role: string): readonly string[] {
  return roleOwners.get(role) ?? [];
}

function templateValue(scope: ItemScope): Wire {
  const { templateId } = scope.item;
  return { label: templateOf(scope)?.name ?? '', value: int64(templateId) };
}

function finishTime({ item }: ItemScope): number | undefined {
  const isDone = item.nodes.length > 0 && item.nodes.every(({ status }) => status === 3);
  return isDone ? Math.max(...item.nodes.map(({ finishedAt }) => finishedAt)) : undefined;
}

function earliest(times: readonly number[]): number | undefined {
  const set = times.filter((time) => time > 0);
  return set.length === 0 ? undefined : Math.min(...set);
}
