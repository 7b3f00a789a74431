import type { JsonObject } from '../../../../core/json.js';
import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Handlers } from '../../handler.js';
import { bodyObject, bodyText, requiredText } from '../body.js';
import { isVisible, scopeOf, viewOf } from '../fields/lookup.js';
import { page } from '../paging.js';
import { queryUserIdType } from '../records/query.js';
import { touch } from '../revision.js';
import { accessTo } from '../roles/permissions.js';
import type { View, ViewType } from './view-model.js';
import { viewReply } from './view-reply.js';
import { readViewSettings } from './view-settings.js';
import { addView, checkViewName, checkViewNameIsFree, removeView } from './view-store.js';

const viewTypes: readonly ViewType[] = ['grid', 'kanban', 'gallery', 'gantt', 'form'];

export const viewHandlers = {
  bitable_views_list: (request, world) => {
    const idType = queryUserIdType(request.query);
    const scope = scopeOf(request, world);
    const { table } = scope;
    const access = accessTo(scope, request.identity);
    const { directory, options } = world.bitable;
    const rule = { listing: `views of ${table.tableId}`, maxSize: 100, options };
    const views = table.views.filter(
      (view) => isVisible(view, request) && access.seesView(view.viewId),
    );
    const found = page(views, request.query, rule, (view) => view.viewId);
    const personId = (openId: string) => directory.person(openId, 'open_id')?.[idType];
    return { ...found, items: found.items.map((view) => listed(view, personId)) };
  },

  bitable_views_get: (request, world) => ({ view: viewReply(viewOf(request, world).view) }),

  bitable_views_create: (request, world) => {
    const name = checkViewName(requiredText(request.body, 'view_name'));
    const asked = bodyText(request.body, 'view_type') ?? 'grid';
    const type = viewTypes.find((each) => each === asked) ?? refuse(1254019);
    return { view: named(addView(scopeOf(request, world), name, type)) };
  },

  bitable_views_update: (request, world) => {
    const sentName = bodyText(request.body, 'view_name');
    const sent = bodyObject(request.body, 'property') ?? {};
    const { scope, view } = viewOf(request, world);
    const name = sentName === undefined ? view.name : checkViewName(sentName);
    checkViewNameIsFree(scope.table, name, view);
    Object.assign(view.property, readViewSettings(sent, scope, view));
    view.name = name;
    touch(scope);
    return { view: viewReply(view) };
  },

  bitable_views_delete: (request, world) => {
    const { scope, view } = viewOf(request, world);
    removeView(scope, view);
    return {};
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_views_${string}`>>;

function named({ viewId, name, type }: View): JsonObject {
  return { view_id: viewId, view_name: name, view_type: type };
}

function listed(view: View, personId: (openId: string) => string | undefined): JsonObject {
  const { publicLevel, privateOwner } = view;
  return {
    ...named(view),
    view_public_level: publicLevel,
    ...(privateOwner === undefined ? {} : { view_private_owner_id: personId(privateOwner) }),
  };
}
