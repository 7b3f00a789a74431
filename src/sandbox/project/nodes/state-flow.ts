import { assignRoles, roleOwnersOf } from '../config/roles.js';
import { applyPairs, fieldOf } from '../fields/pairs.js';
import {
  checkFrozen,
  checkInterceptions,
  type ItemScope,
  isAdministrator,
  itemOf,
  templateOf,
} from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import {
  bodyId,
  bodyObjects,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
} from '../gateway/request.js';
import { onDraft, record } from '../items/op-records.js';
import { findField } from '../model/fields.js';
import type { ProjectWorld } from '../model/model.js';
import type { Transition } from '../model/process.js';
import { setStatus } from './node-flow.js';
import { fieldRequirement, type Requirement } from './requirements.js';

/** "状态流转". */
export const stateHandlers = {
  project_states_change: (request, world) => {
    const scope = itemOf(request, world);
    const transition = transitionOf(scope, request);
    if (scope.item.aborted) refuse(20007);
    checkFrozen(scope);
    if (!mayTake(transition, scope, request.identity.userKey)) refuse(10001);
    checkInterceptions(scope, transition.target);
    onDraft(scope, world, (draft) => take(transition, draft, request, world));
    return { data: {} };
  },
} satisfies ProjectHandlerGroup;

function transitionOf(scope: ItemScope, { body }: ProjectRequest): Transition {
  if (scope.type.flowMode !== 'stateflow') refuse(30010);
  const id = bodyId(body, 'transition_id') ?? '0';
  if (id === '0') refuseMissing('transition_id');
  const ways = templateOf(scope)?.transitions ?? refuse(50006, 'workflow err');
  const transition = ways.find((way) => way.id === id) ?? refuse(30012);
  return transition.source === scope.item.status ? transition : refuse(10002);
}

function mayTake({ roles }: Transition, { space, item }: ItemScope, userKey: string): boolean {
  if (roles.length === 0 || isAdministrator(space, userKey)) return true;
  return roles.some((role) => item.roleOwners.get(role)?.includes(userKey));
}

function take(
  transition: Transition,
  scope: ItemScope,
  request: ProjectRequest,
  world: ProjectWorld,
): void {
  const { body, identity } = request;
  const { userKey } = identity;
  const roles = body['role_owners'] ?? undefined;
  if (roles !== undefined) assignRoles(scope, roleOwnersOf(roles, 20041), 20041, world);
  const pairs = bodyObjects(body, 'fields');
  for (const pair of pairs) {
    const { key } = fieldOf(pair, scope.type.fields);
    // "fields: status form only"
    if (!transition.form.includes(key))
      refuse(50006, `Field check failed, ${key} is not in the form`);
  }
  applyPairs(pairs, { scope, userKey, world });
  for (const requirement of stateRequirements(transition, scope)) {
    if (!requirement.finished) requirement.refuse();
  }
  const old = stateName(scope, scope.item.status);
  setStatus(scope.item, transition.target, userKey, world.clock.now());
  const happening = {
    operation: 'modify',
    module: 'node_mod',
    objectType: 'work_item_state',
    objectValue: transition.target,
    old: [old],
    new: [stateName(scope, transition.target)],
  };
  record(scope, happening, userKey, world);
}

function stateName(scope: ItemScope, key: string): string {
  return templateOf(scope)?.states.find((state) => state.key === key)?.name ?? key;
}

/** What the way to a state requires. */
export function stateRequirements(
  { requiredFields, target }: Transition,
  scope: ItemScope,
): Requirement[] {
  return requiredFields.flatMap((key) => {
    const field = findField(scope.type.fields, key);
    return field === undefined ? [] : [fieldRequirement(field, stateName(scope, target), scope)];
  });
}
