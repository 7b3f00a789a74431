import type { ItemScope } from '../gateway/access.js';
import { findType } from '../gateway/access.js';
import type { ProjectRequest } from '../gateway/handler.js';
import type { ProjectWorld, Space } from '../model/model.js';
import { compileGroup } from '../search/search-group.js';
import { visibleItems } from '../search/visible-items.js';
import type { ConditionView, FixedView } from './view-model.js';

/** What a view shows to who asks. */
export function itemsOfView(
  view: FixedView | ConditionView,
  space: Space,
  request: ProjectRequest,
  world: ProjectWorld,
): ItemScope[] {
  const visible = visibleItems([space], request, world);
  if (view.kind === 'fixed') {
    return view.itemIds.flatMap((id) => visible.find(({ item }) => item.id === id) ?? []);
  }
  const type = findType(space, view.typeKey);
  if (type === undefined) return [];
  const test = compileGroup(view.group, type);
  return visible.filter((scope) => scope.type === type && test(scope));
}
