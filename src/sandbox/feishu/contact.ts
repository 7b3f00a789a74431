import type { Json, JsonObject } from '../../core/json.js';
import type { FeishuEndpointName } from '../../endpoints/catalogue.js';
import { oneOf, queryText, queryUserIdType, refuseParameter } from './parameters.js';
import { refuse } from './refusal.js';
import type { Handlers } from './request.js';

const mostAtOnce = 50;

export const contactUserHandlers = {
  contact_users_get: ({ path, query }, { bitable }) => {
    const idType = queryUserIdType(query);
    const department = oneOf(
      'department_id_type',
      queryText(query, 'department_id_type') ?? 'open_department_id',
      ['open_department_id', 'department_id'] as const,
    );
    const { directory } = bitable;
    const person =
      directory.person(path['user_id'] ?? '', idType) ??
      refuse(99992351, `The request you send is not a valid {${idType}} or not exists`);
    const departments = directory.departments.filter(({ open_department_id: id }) =>
      directory.membersOf(id).includes(person.open_id),
    );
    const { avatar_url, ...named } = person;
    return {
      user: {
        ...named,
        nickname: '',
        mobile_visible: true,
        gender: 0,
        avatar: avatarOf(avatar_url),
        status: active,
        department_ids:
          departments.length > 0 ? departments.map((each) => each[department]) : ['0'],
        leader_user_id: '',
        city: '',
        country: '',
        work_station: '',
        join_time: 0,
        is_tenant_manager: false,
        employee_no: '',
        employee_type: 1,
        enterprise_email: '',
        job_title: '',
      },
    };
  },

  contact_users_batch_get_id: ({ identity, query, body }, { bitable }) => {
    // "tenant_access_token" only: a user's token is refused as if it were invalid.
    if (identity.kind === 'user') refuse(99991668);
    const idType = queryUserIdType(query);
    const entry = (key: 'email' | 'mobile', sought: string) => {
      const person = bitable.directory.people.find((each) => each[key] === sought);
      const known = person && { user_id: person[idType], status: active };
      return { [key]: sought, ...known };
    };
    const emails = readTexts(body, 'emails').map((email) => entry('email', email));
    const mobiles = readTexts(body, 'mobiles').map((mobile) => entry('mobile', mobile));
    return { user_list: [...emails, ...mobiles] };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `contact_users_${string}`>>;

function avatarOf(url: string): JsonObject {
  return { avatar_72: url, avatar_240: url, avatar_640: url, avatar_origin: url };
}

const active = {
  is_frozen: false,
  is_resigned: false,
  is_activated: true,
  is_exited: false,
  is_unjoin: false,
};

function readTexts(body: JsonObject, name: string): readonly string[] {
  const list = body[name] ?? [];
  if (!isTexts(list)) return refuseParameter(name, `${name} must be an array of strings`);
  return list.length > mostAtOnce
    ? refuseParameter(name, `the max len is ${mostAtOnce}`, String(list.length))
    : list;
}

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
