import type { Reply } from '../../../../support/sandbox-client.js';
import { bitablePath, type Gateway } from '../../../../support/sandbox-client.js';

/** The sample base with advanced permissions on, asked by the app and by people of the tenant. */
export async function advancedBase(gateway: Gateway) {
  await gateway.data('PUT', gateway.base, { is_advanced: true });
  const { bitable } = gateway.sandbox.world;
  const base = bitable.bases.get(gateway.base.split('/').at(-1)!)!;
  const [tasks, customers] = [...base.tables.values()].map((table) => ({
    id: table.tableId,
    path: `${gateway.base}/tables/${table.tableId}`,
    table,
  }));
  const roles = `${gateway.base}/roles`;
  let made = 0;

  return {
    gateway,
    base,
    tasks: tasks!,
    customers: customers!,
    roles,
    /** The whole path of the newer family, for `call`. */
    base2: `/open-apis/base/v2${roles}`,
    view: tasks!.table.views[0]!.viewId,
    /** A request of the app to a whole path. */
    call: (method: string, path: string, body?: unknown) => gateway.call(method, path, { body }),

    optionId: (name: string) => {
      const status = tasks!.table.fields.find((field) => field.name === '状态');
      return status!.property!.options!.find((option) => option.name === name)!.id;
    },

    /** A new role by what it may do in tables; gives its id. */
    addRole: async (...table_roles: readonly object[]): Promise<string> => {
      made += 1;
      const { role } = await gateway.data('POST', roles, {
        role_name: `角色 ${made}`,
        table_roles,
      });
      return role.role_id;
    },

    openIdOf: (name: string) => personOf(gateway, name).open_id,

    /** Somebody of the tenant, by name; with roles when any are given. */
    visitor: async (name: string, ...roleIds: readonly string[]) => {
      const { open_id } = personOf(gateway, name);
      for (const roleId of roleIds) {
        await gateway.data('POST', `${roles}/${roleId}/members`, { member_id: open_id });
      }
      const authorization = `Bearer ${gateway.sandbox.userTokenOf(open_id)}`;
      const api = (method: string, path: string, body?: unknown): Promise<Reply> =>
        gateway.call(method, bitablePath + path, { body, authorization });
      const code = async (method: string, path: string, body?: unknown): Promise<number> =>
        (await api(method, path, body)).body.code;
      const data = async (method: string, path: string, body?: unknown) =>
        (await api(method, path, body)).body.data;
      return { openId: open_id, api, code, data };
    },
  };
}

export type AdvancedBase = Awaited<ReturnType<typeof advancedBase>>;

function personOf({ sandbox }: Gateway, name: string) {
  return sandbox.world.bitable.directory.people.find((person) => person.name === name)!;
}
