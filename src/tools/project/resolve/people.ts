import type { Candidate } from '../../../core/choose.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { choose } from '../../input/choose.js';
import { refusal } from './issues.js';
import { textOf, textsIn } from './reply-values.js';
import type { ResolutionContext } from './resolution-context.js';
import { deltaOf, resolveSet } from './set-values.js';

/** 19 digits, by the page on user keys; other deployments have shorter ones, and so may names be. */
const userKeyForm = /^\d{6,}$/;
const usualKeyForm = /^\d{19}$/;

/** The user key of a person by key, e-mail or name. */
export async function personKey(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
): Promise<string> {
  const text = typeof given === 'number' ? String(given) : given;
  if (typeof text !== 'string' || text.trim() === '') {
    throw refusal(path, `was ${JSON.stringify(given)}`, people);
  }
  const name = text.trim();
  if (userKeyForm.test(name) && (await isKey(resolution, name))) {
    return name;
  }
  const key = await (name.includes('@') ? byEmail : byName)(resolution, name, path);
  resolution.givenNames.set(key, name);
  return key;
}

/** A key of the usual form is one, unless it has to be looked up. */
async function isKey(resolution: ResolutionContext, text: string): Promise<boolean> {
  if (usualKeyForm.test(text) && resolution.trusts('silent')) {
    return true;
  }
  const found = await resolution.names.people('project_users_query', { user_keys: [text] });
  return found.some(({ user_key }) => user_key === text);
}

const people = 'the user key, the e-mail or the name of a person';

export function personKeys(
  resolution: ResolutionContext,
  given: unknown,
  path: string,
): Promise<string[]> {
  const list = Array.isArray(given) ? given : [given ?? []].flat();
  return resolution.issues.attemptAll(list, (person, index) =>
    personKey(resolution, person, Array.isArray(given) ? `${path}[${index}]` : path),
  );
}

/** The same for a list of people, or for a change of one. */
export function personSet(resolution: ResolutionContext, given: Json, path: string): Promise<Json> {
  return resolveSet(given, path, (list, place) => personKeys(resolution, list, place));
}

/** Roles by id, alias or name, in a list or in a change of one. */
export function roleKeys(resolution: ResolutionContext, given: Json, path: string): Promise<Json> {
  return resolveSet(given, path, (list, place) =>
    resolution.issues.attemptAll<string, Json>(textsIn(list), (role, index) =>
      resolution.roleKey(role, `${place}[${index}]`),
    ),
  );
}

/** The settings of a role, whose members are people. */
export async function withMembers(
  resolution: ResolutionContext,
  role: Json,
  path: string,
): Promise<Json> {
  return isJsonObject(role) && role['members'] !== undefined
    ? { ...role, members: await personSet(resolution, role['members'], `${path}.members`) }
    : role;
}

async function byEmail({ names }: ResolutionContext, email: string, path: string): Promise<string> {
  const found = await names.people('project_users_query', { emails: [email] });
  const [person] = found.length === 1 ? found : found.filter((it) => isAddress(it, email));
  if (person === undefined) {
    throw refusal(
      path,
      `is ${email}, and there is no person of that e-mail`,
      'project_users_search',
    );
  }
  return textOf(person['user_key']);
}

function isAddress({ email }: JsonObject, wanted: string): boolean {
  return textOf(email).toLowerCase() === wanted.toLowerCase();
}

/** Who has left is meant only where nobody else has the name. */
async function byName(resolution: ResolutionContext, name: string, path: string): Promise<string> {
  const { space } = resolution;
  const args = { query: name, ...(space !== undefined && { project_key: space }) };
  const found = await resolution.names.people('project_users_search', args);
  const active = found.filter(({ status }) => status !== 'resigned' && status !== 'frozen');
  const candidates = (active.length > 0 ? active : found).map(candidateOf);
  if (candidates.length === 0) {
    throw refusal(path, `is ${JSON.stringify(name)}, and there is no person of that name`, people);
  }
  return choose({ what: 'person', name, path }, candidates).id;
}

function candidateOf(person: JsonObject): Candidate {
  const { user_key, name_cn, name_en, username, email } = person;
  const names = [name_cn, name_en, username].map(textOf).filter((name) => name !== '');
  return {
    id: textOf(user_key),
    name: names[0] ?? '',
    others: [...names.slice(1), textOf(email)],
  };
}

/** RoleOwner[]: roles and people by name or key; also as a map from role to people. Nobody clears a role. */
export async function writeRoleOwners(
  value: unknown,
  path: string,
  resolution: ResolutionContext,
): Promise<JsonObject[]> {
  const entries = roleEntries(value);
  if (entries === undefined) {
    throw refusal(path, `was ${JSON.stringify(value)}`, '{role: [people]}');
  }
  if (entries.length === 0) {
    const remedy = '[{role, owners: []}] clears the owners of a role';
    throw refusal(path, 'names no role, and so would change nothing', remedy);
  }
  return resolution.issues.attemptAll(entries, async (entry) => {
    const role = textOf(entry['role']);
    const place = `${path}.${role}`;
    const owners = await personSet(resolution, entry['owners'] ?? [], place);
    return { ...entry, role: await resolution.roleKey(role, place), owners };
  });
}

/** Both forms as the vendor's; undefined for what is neither. */
export function roleEntries(value: unknown): readonly JsonObject[] | undefined {
  if (Array.isArray(value)) {
    return value.every(isJsonObject) ? value : undefined;
  }
  if (isRoleEntry(value)) {
    return [value];
  }
  return isJsonObject(value)
    ? Object.entries(value).map(([role, owners]) => ({ role, owners: ownersIn(owners) }))
    : undefined;
}

/** One entry that stands without its list. */
function isRoleEntry(value: unknown): value is JsonObject {
  const keys = isJsonObject(value) ? Object.keys(value) : [];
  return keys.length === 2 && keys.includes('role') && keys.includes('owners');
}

function ownersIn(owners: Json | undefined): Json {
  if (deltaOf(owners) !== undefined) {
    return owners ?? null;
  }
  return Array.isArray(owners) ? owners : owners === null || owners === undefined ? [] : [owners];
}
