import { findUser, type ItemScope } from '../gateway/access.js';
import { ProjectRefusal, refuse } from '../gateway/refusal.js';
import { isWireList, isWireObject, type Wire } from '../gateway/wire.js';
import type { ProjectWorld } from '../model/model.js';

/** RoleOwner: who has a role. */
export interface RoleOwner {
  readonly role: string;
  readonly owners: readonly string[];
}

const unknownRole: ReadonlyMap<number, string> = new Map([
  [20041, 'Role owner do not exist in DB and request'],
  [50006, 'role owners parse failed'],
]);

/** A list of `{role, owners}`; null owners are none. */
export function roleOwnersOf(value: Wire | undefined, code: number): RoleOwner[] {
  const list = isWireList(value) ? value : refuseRoles(code);
  return list.map((each) => {
    if (!isWireObject(each) || typeof each['role'] !== 'string') return refuseRoles(code);
    const owners = each['owners'] ?? [];
    const isList = isWireList(owners) && owners.every((owner) => typeof owner === 'string');
    return isList ? { role: each['role'], owners } : refuseRoles(code);
  });
}

/** Gives roles, named by id or alias, to people. */
export function assignRoles(
  { type, item }: ItemScope,
  roleOwners: readonly RoleOwner[],
  code: number,
  world: ProjectWorld,
): void {
  for (const { role, owners } of roleOwners) {
    const known = type.roles.find(({ id, alias }) => id === role || (alias && alias === role));
    const stranger = owners.find((owner) => findUser(owner, world) === undefined);
    if (stranger !== undefined) refuse(30006, `User Not Found, ${stranger}`);
    item.roleOwners.set((known ?? refuseRoles(code)).id, owners);
  }
}

function refuseRoles(code: number): never {
  const msg = unknownRole.get(code);
  throw new ProjectRefusal(code, msg === undefined ? {} : { msg });
}
