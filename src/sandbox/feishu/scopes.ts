import type { JsonObject } from '../../core/json.js';
import type { Call } from '../kernel/vendor.js';

/** The scopes of which one lets an app make a call, by how the endpoint's name begins; the first that fits counts. */
const scopes: readonly (readonly [endpoints: RegExp, scopes: readonly string[]])[] = [
  [/^bitable_field_groups_/, ['base:field_group:create']],
  [/^bitable_forms_upgrade$/, ['base:form:update']],
  [/^bitable_base_roles_/, ['base:role:read', 'base:role:create', 'base:role:update']],
  [/^bitable_.*_(list|get|search)$/, ['bitable:app', 'bitable:app:readonly']],
  [/^bitable_/, ['bitable:app']],
  [/^drive_files_(subscribe|get_subscribe|delete_subscribe)$/, ['docs:event:subscribe']],
  [/^drive_files_list$/, ['drive:drive', 'drive:drive:readonly', 'space:document:retrieve']],
  [/^drive_files_create_folder$/, ['drive:drive', 'space:folder:create']],
  [/^drive_metas_/, ['drive:drive', 'drive:drive.metadata:readonly']],
  [/^drive_medias_/, ['bitable:app', 'drive:drive']],
  [/^drive_/, ['drive:drive']],
  [/^wiki_nodes_list$/, ['wiki:node:retrieve', 'wiki:wiki', 'wiki:wiki:readonly']],
  [/^wiki_nodes_get$/, ['wiki:node:read', 'wiki:wiki', 'wiki:wiki:readonly']],
  [/^wiki_/, ['wiki:wiki', 'wiki:wiki:readonly']],
  [/^docx_/, ['docx:document', 'docx:document:readonly']],
  [/^sheets_/, ['sheets:spreadsheet', 'sheets:spreadsheet:readonly']],
  [/^contact_users_batch_get_id$/, ['contact:user.id:readonly']],
  [/^contact_/, ['contact:contact.base:readonly', 'contact:contact:readonly_as_app']],
];

const lacking: Readonly<Record<number, string>> = {
  99991672: 'action_scope_required',
  99991679: 'action_privilege_required',
};

/** What the gateway says beside the refusal of a call whose scope is missing; undefined for another code. */
export function missingScopes(
  code: number,
  { name }: Call,
  appId: string,
): { readonly msg: string; readonly detail: JsonObject } | undefined {
  const type = lacking[code];
  const wanted = scopes.find(([endpoints]) => endpoints.test(name))?.[1];
  if (type === undefined || wanted === undefined) return undefined;
  const token = code === 99991672 ? 'tenant' : 'user';
  const url = `https://open.feishu.cn/app/${appId}/auth?q=${wanted.join(',')}&op_from=openapi&token_type=${token}`;
  const list = `[${wanted.join(', ')}]`;
  return {
    msg: `${openings[token]}${list}`,
    detail: {
      permission_violations: wanted.map((subject) => ({ type, subject })),
      helps: [{ url, description: '点击链接申请并开通任一权限即可' }],
    },
  };
}

const openings = {
  tenant: 'Access denied. One of the following scopes is required: ',
  user: 'Unauthorized. You do not have permission to perform the requested operation on the resource. Please request user re-authorization and try again. required one of these privileges under the user identity: ',
} as const;
