import type { Api, DocumentsTable } from '../documents/fixtures/table.js';
import type { ErrorCase } from './error-cases.js';

const is400 = { documented: 400 };
const is404 = { documented: 404 };
const reader = { role_name: '读者', table_roles: [] };

/** Roles (A41 to A44) and their members (A45 to A49); 1254048 in a batch is the only one whose pages disagree. */
export const roleErrors: readonly ErrorCase[] = [
  [1254301, 'OperationTypeError', ({ base }) => ['GET', `${base}/roles`], is400],
  [1254301, 'OperationTypeError', ({ base }) => ['GET', `${base}/roles/rolA/members`], is400],
  advanced(1254032, 'InvalidRoleName', (base) => create(base, { role_name: '' }), is400),
  [
    1254033,
    'RoleNameDuplicated',
    async ({ base }, api) => {
      await switchOn(base, api);
      await api(...create(base, {}));
      return create(base, {});
    },
    is400,
  ],
  advanced(1254047, 'RoleIdNotFound', (base) => ['DELETE', `${base}/roles/roljRpwIUt`], is404),
  advanced(
    1254047,
    'RoleIdNotFound',
    (base) => ['POST', `${base}/roles/roljRpwIUt/members`, { member_id: 'ou_a' }],
    is404,
  ),
  member('POST', '', { member_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62' }, is404),
  member('DELETE', '/ou_7dab8a3d3cdcc9da365777c7ad53uew2', undefined, is404),
  member('POST', '/batch_create', { member_list: [{ id: 'ou_a' }] }),
  member('POST', '/batch_delete', { member_list: [{ id: 'ou_a' }] }),
  [
    1254110,
    'RoleExceedLimit',
    async ({ base }, api) => {
      await switchOn(base, api);
      for (let made = 0; made < 30; made += 1) {
        await api(...create(base, { role_name: `第 ${made} 个` }));
      }
      return create(base, {});
    },
    is400,
  ],
];

type Call = ['GET' | 'POST' | 'DELETE', path: string, body?: object];

function create(base: string, part: object): Call {
  return ['POST', `${base}/roles`, { ...reader, ...part }];
}

async function switchOn(base: string, api: Api): Promise<void> {
  await api('PUT', base, { is_advanced: true });
}

function advanced(code: number, msg: string, call: (base: string) => Call, more = {}): ErrorCase {
  const request = async ({ base }: DocumentsTable, api: Api) => {
    await switchOn(base, api);
    return call(base);
  };
  return [code, msg, request, more];
}

/** Members that nobody is, of a role that there is. */
function member(method: 'POST' | 'DELETE', path: string, body?: object, more = {}): ErrorCase {
  const request = async ({ base }: DocumentsTable, api: Api): Promise<Call> => {
    await switchOn(base, api);
    const { role } = await api(...create(base, {}));
    const at = `${base}/roles/${role.role_id}/members${path}`;
    return body === undefined ? [method, at] : [method, at, body];
  };
  return [1254048, 'MemberNotFound', request, more];
}
