import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { textOf } from '../resolve/field.js';
import { refusal } from '../resolve/issues.js';
import { personKeys } from '../resolve/people.js';
import type { Scene } from '../resolve/resolution-context.js';

/** RoleOwner[]: roles and people by name or key; also as a map from role to people. Nobody clears a role. */
export async function writeRoleOwners(
  value: unknown,
  path: string,
  scene: Scene,
): Promise<JsonObject[]> {
  const entries = roleEntries(value);
  if (entries === undefined) {
    throw refusal(path, `was ${JSON.stringify(value)}`, '{role: [people]}');
  }
  return scene.issues.attemptAll(entries, async (entry) => {
    const role = textOf(entry['role']);
    const place = `${path}.${role}`;
    const owners = await personKeys(scene, entry['owners'] ?? [], place);
    return { ...entry, role: await scene.roleKey(role, place), owners };
  });
}

/** Both forms as the vendor's; undefined for what is neither. */
export function roleEntries(value: unknown): readonly JsonObject[] | undefined {
  if (Array.isArray(value)) {
    return value.every(isJsonObject) ? value : undefined;
  }
  return isJsonObject(value)
    ? Object.entries(value).map(([role, owners]) => ({ role, owners: ownersIn(owners) }))
    : undefined;
}

function ownersIn(owners: Json | undefined): Json {
  return Array.isArray(owners) ? owners : owners === null || owners === undefined ? [] : [owners];
}
