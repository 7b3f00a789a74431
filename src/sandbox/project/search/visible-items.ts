import { findType, type ItemScope, isVisible, typeIn } from '../gateway/access.js';
import type { ProjectRequest } from '../gateway/request.js';
import type { ProjectWorld, Space } from '../model/model.js';
import type { ConditionView, FixedView } from '../model/views.js';
import { compileGroup } from './search-group.js';

/** What a caller can find in some spaces, the newest first. */
export function visibleItems(
  spaces: readonly Space[],
  request: ProjectRequest,
  { items }: ProjectWorld,
): ItemScope[] {
  return [...items.values()].reverse().flatMap((item) => {
    const space = spaces.find(({ key }) => key === item.projectKey);
    const isFound = space !== undefined && !item.deleted && isVisible(item, space, request);
    return isFound ? [{ space, item, type: typeIn(space, item.typeKey) }] : [];
  });
}

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
