import { statusKey } from '../fields/read-field.js';
import { isEmpty } from '../fields/values.js';
import { type ItemScope, templateOf } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { bodyNumber, bodyText, bodyTexts } from '../gateway/request.js';
import { isWireList, isWireObject, type Wire, type WireObject } from '../gateway/wire.js';
import { nodeOwners, nodesOf } from '../nodes/node-scope.js';
import {
  among,
  type CellKind,
  compare,
  compareSets,
  containment,
  equals,
  type FieldTest,
  members,
  numberKind,
  order,
  presence,
  presenceTest,
  refuseValue,
  setKind,
} from './cell-tests.js';

/** A parameter that is no field: what is read of an item for it, and how that is compared. */
export interface FixedParam {
  readonly kind: CellKind;
  read(scope: ItemScope, asked: Wire): Wire | undefined;
  /** Not for a state flow. */
  readonly nodesOnly?: true;
}

const names = setKind([...among, ...containment]);
const people = setKind([...among, ...presence, ...containment]);
const moments: CellKind = { ...numberKind, operators: [...equals, ...order] };

export const fixedParams: ReadonlyMap<string, FixedParam> = new Map<string, FixedParam>([
  ['current_nodes', { kind: names, read: openNodes, nodesOnly: true }],
  ['all_states', { kind: names, read: allNodes, nodesOnly: true }],
  ['people', { kind: people, read: everybody }],
  ['created_at', { kind: moments, read: ({ item }) => item.createdAt }],
  ['updated_at', { kind: moments, read: ({ item }) => item.updatedAt }],
  ['work_item_status', { kind: setKind(among), read: ({ item }) => statusKey(item) }],
  ['work_item_id', { kind: idKind(), read: ({ item }) => Number(item.id) }],
  ['template_id', { kind: setKind([...among, ...presence], true), read: templateId }],
  ['feature_state_time', { kind: stateTimeKind(), read: stateTime, nodesOnly: true }],
  ['node_owners', { kind: ownersKind('state_name'), read: ownersOfNodes, nodesOnly: true }],
  ['role_owners', { kind: ownersKind('role'), read: ownersOfRoles }],
]);

function openNodes(scope: ItemScope): Wire {
  return nodesOf(scope).flatMap(({ node, conf }) => (node.status === 2 ? [conf.name] : []));
}

function allNodes(scope: ItemScope): Wire {
  return nodesOf(scope).map(({ conf }) => conf.name);
}

function everybody(scope: ItemScope): Wire {
  const { item } = scope;
  const owners = nodesOf(scope).flatMap(({ node, conf }) => nodeOwners(item, node, conf));
  const inFields = scope.type.fields
    .filter(({ type }) => type === 'user' || type === 'multi_user')
    .flatMap(({ key }) => members(item.values.get(key)));
  return [item.createdBy, ...[...item.roleOwners.values()].flat(), ...owners, ...inFields];
}

function templateId(scope: ItemScope): Wire | undefined {
  return templateOf(scope) === undefined ? undefined : scope.item.templateId;
}

/** Sets of ids, and their order. */
function idKind(): CellKind {
  const sets = setKind(among, true);
  return {
    operators: [...among, ...order],
    compile: (operator, value) => {
      if (!order.includes(operator)) return sets.compile(operator, value);
      const [bound, ...more] = isWireList(value) ? value : refuseValue('[]int64');
      if (typeof bound !== 'number' || more.length > 0) refuseValue('[]int64');
      return compare(operator, bound);
    },
  };
}

/** `{state_name, state_timestamp, state_condition}`: 0 the start of a node, 1 its end. */
function stateTimeKind(): CellKind {
  return {
    operators: [...order, ...presence],
    compile: (operator, value) => {
      if (!isWireObject(value)) return refuseValue('object');
      const test = presenceTest(operator);
      return (
        test ?? compare(operator, bodyNumber(value, 'state_timestamp') ?? refuseValue('int64'))
      );
    },
  };
}

function stateTime(scope: ItemScope, asked: Wire): Wire | undefined {
  if (!isWireObject(asked)) return undefined;
  const name = bodyText(asked, 'state_name');
  const node = nodesOf(scope).find(({ conf }) => conf.name === name)?.node;
  const isEnd = bodyNumber(asked, 'state_condition') === 1;
  const time = (isEnd ? node?.finishedAt : node?.beganAt) ?? 0;
  return time === 0 ? undefined : time;
}

function ownersOfNodes(scope: ItemScope): Wire {
  return nodesOf(scope).map(({ node, conf }) => ({
    name: conf.name,
    owners: nodeOwners(scope.item, node, conf),
  }));
}

function ownersOfRoles({ item }: ItemScope): Wire {
  return [...item.roleOwners].map(([name, owners]) => ({ name, owners }));
}

/** A list of `{state_name | role, owners}`, all of which must hold; checked even where the operator needs no value. */
function ownersKind(nameKey: string): CellKind {
  return {
    operators: [...among, ...presence, ...containment],
    compile: (operator, value) => {
      const tests = entries(value).map((entry) => ownersTest(entry, nameKey, operator));
      return (cell) => tests.every((test) => test(cell));
    },
  };
}

function entries(value: Wire): readonly WireObject[] {
  if (!isWireList(value) || value.length === 0) return refuseValue('[]object');
  return value.map((entry) => (isWireObject(entry) ? entry : refuseValue('[]object')));
}

function ownersTest(entry: WireObject, nameKey: string, operator: string): FieldTest {
  const name = bodyText(entry, nameKey) ?? refuseValue('[]object');
  const isPresence = presence.includes(operator);
  const test = isPresence
    ? (presenceTest(operator) ?? refuse(20063))
    : compareSets(operator, bodyTexts(entry, 'owners') ?? refuseValue('[]object'));
  return (cell) => {
    const named = isWireList(cell) ? cell.filter(isWireObject) : [];
    const own = named.find((each) => each['name'] === name)?.['owners'] ?? [];
    return test(isEmpty(own) ? [] : own);
  };
}
