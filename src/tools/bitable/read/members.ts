import type { UserIdType } from '../../../cells/kinds/people-ids.js';
import {
  emailAddress,
  type LookupResult,
  type LookupResults,
  lookupKey,
} from '../../../cells/write/lookup.js';
import { InputError, type InputIssue } from '../../../core/errors.js';
import { isJsonObject } from '../../../core/json.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { findPeople } from '../write/lookups.js';

/** Kinds of member ids that are of people, by the vendor's words for them in roles and in sharing. */
const personKinds: ReadonlyMap<unknown, UserIdType> = new Map([
  [undefined, 'open_id'],
  ['open_id', 'open_id'],
  ['union_id', 'union_id'],
  ['user_id', 'user_id'],
  ['openid', 'open_id'],
  ['unionid', 'union_id'],
  ['userid', 'user_id'],
]);

/** Sharing takes addresses as they are. */
const byAddress = 'email';

interface Member {
  readonly email: string;
  /** The kind of its id. */
  readonly type: unknown;
  readonly path: string;
}

/** Arguments of members with ids in place of e-mail addresses. */
export async function withMemberIds<Given extends Args>(
  context: ToolContext,
  args: Given,
): Promise<Given> {
  const { member_id, member_id_type, member_type, member_list } = args;
  const list = Array.isArray(member_list) ? member_list.filter(isJsonObject) : [];
  const type = member_id_type ?? member_type;
  const members = [
    ...memberIn(member_id, type, 'member_id'),
    ...list.flatMap((each, index) =>
      memberIn(each['id'], each['type'], `member_list[${index}].id`),
    ),
  ];
  if (members.length === 0) {
    return args;
  }
  const ids = await idsOf(context, members);
  const idOf = (path: string, given: unknown) => ids.get(path) ?? given;
  return {
    ...args,
    ...(member_id !== undefined && { member_id: idOf('member_id', member_id) }),
    ...(Array.isArray(member_list) && {
      member_list: list.map((each, index) => ({
        ...each,
        id: idOf(`member_list[${index}].id`, each['id']),
      })),
    }),
  };
}

function memberIn(id: unknown, type: unknown, path: string): readonly Member[] {
  const isAddress = typeof id === 'string' && emailAddress.test(id) && type !== byAddress;
  return isAddress ? [{ email: id, type, path }] : [];
}

async function idsOf(
  context: ToolContext,
  members: readonly Member[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const issues: InputIssue[] = [];
  for (const kind of new Set(members.map(({ type }) => type))) {
    const ofKind = members.filter(({ type }) => type === kind);
    const findings = await peopleOf(context, ofKind, personKinds.get(kind));
    for (const { email, type, path } of ofKind) {
      const found = findings.get(lookupKey({ kind: 'person', email })) ?? wrongKind(type);
      if ('id' in found) {
        ids.set(path, found.id);
      } else {
        issues.push({ path, ...found });
      }
    }
  }
  if (issues.length > 0) {
    throw new InputError(issues);
  }
  return ids;
}

/** None where the ids are of no people. */
async function peopleOf(
  context: ToolContext,
  members: readonly Member[],
  idType: UserIdType | undefined,
): Promise<LookupResults> {
  const needs = members.map(({ email }) => ({ kind: 'person', email }) as const);
  return idType === undefined ? new Map() : new Map(await findPeople(context, needs, idType));
}

function wrongKind(kind: unknown): LookupResult {
  return { problem: `is an e-mail address, but its kind is ${String(kind)}` };
}
