/** A person of the stand-in tenant. */
export interface Person {
  readonly open_id: string;
  readonly union_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly en_name: string;
  readonly email: string;
  readonly mobile: string;
  readonly avatar_url: string;
}

export interface Chat {
  readonly id: string;
  readonly name: string;
  readonly avatar_url: string;
}

export interface Department {
  readonly department_id: string;
  readonly open_department_id: string;
  readonly name: string;
  readonly en_name: string;
}

/** Who there is in the stand-in tenant. */
export interface Directory {
  readonly people: readonly Person[];
  readonly chats: readonly Chat[];
  readonly departments: readonly Department[];
  person(id: string, type: PersonIdType): Person | undefined;
  chat(id: string): Chat | undefined;
  department(id: string, type: 'department_id' | 'open_department_id'): Department | undefined;
  /** The open_ids of whom a group or a department has, by chat_id or open_department_id. */
  membersOf(id: string): readonly string[];
}

export type PersonIdType = 'open_id' | 'union_id' | 'user_id';

/** The id is an open_id, a chat_id or an open_department_id. */
export interface RoleMember {
  readonly kind: 'user' | 'chat' | 'department';
  readonly id: string;
}

export function memberKey({ kind, id }: RoleMember): string {
  return `${kind} ${id}`;
}

/** Who a request comes from, after its token was checked. */
export interface CallIdentity {
  readonly kind: 'tenant' | 'user';
  /** The person, or the app's own robot identity. */
  readonly openId: string;
  readonly appId: string;
}
