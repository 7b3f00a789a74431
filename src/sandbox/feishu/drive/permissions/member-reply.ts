import type { JsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import type { RoleMember } from '../../bitable/roles/role-model.js';
import type { Directory } from '../../directory.js';
import type { DriveDocument } from '../documents.js';
import { type Collaborator, sharingOf } from '../model.js';

const idTypes: Readonly<Record<RoleMember['kind'], string>> = {
  user: 'openid',
  chat: 'openchat',
  department: 'opendepartmentid',
};

interface Named {
  readonly name: string;
  readonly avatar_url?: string;
}

const lookups: Readonly<
  Record<RoleMember['kind'], (id: string, directory: Directory) => Named | undefined>
> = {
  user: (id, directory) => directory.person(id, 'open_id'),
  chat: (id, directory) => directory.chat(id),
  department: (id, directory) => directory.department(id, 'open_department_id'),
};

/** What is only told when it is asked for. */
const extras: Readonly<
  Record<string, (member: RoleMember, named: Named | undefined) => string | boolean>
> = {
  name: (_member, named) => named?.name ?? '',
  type: ({ kind }) => kind,
  avatar: (_member, named) => named?.avatar_url ?? '',
  external_label: () => false,
};

/** The owner, who manages a document like a collaborator, and then the collaborators. */
export function collaboratorReplies(
  { owned }: DriveDocument,
  fields: string,
  directory: Directory,
): JsonObject[] {
  const names = fields === '*' ? Object.keys(extras) : fields.split(',').filter(Boolean);
  if (!names.every((name) => Object.hasOwn(extras, name))) refuse(1063001);
  const owner: Collaborator = {
    member: { kind: 'user', id: owned.ownerId },
    perm: 'full_access',
  };
  const all = [owner, ...sharingOf(owned).collaborators.values()];
  return all.map((collaborator) => collaboratorReply(collaborator, names, directory));
}

function collaboratorReply(
  { member, perm }: Collaborator,
  names: readonly string[],
  directory: Directory,
): JsonObject {
  const named = lookups[member.kind](member.id, directory);
  const told = names.map((name) => [name, extras[name]?.(member, named)] as const);
  return {
    member_type: idTypes[member.kind],
    member_id: member.id,
    perm,
    perm_type: 'container',
    ...Object.fromEntries(told),
  };
}
