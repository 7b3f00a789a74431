import type { ItemScope } from '../gateway/access.js';
import { refuse } from '../gateway/refusal.js';
import { sameWire } from '../gateway/wire.js';

/** "空间中配置的插件拦截规则": refuses what a rule of the space intercepts. */
export function checkInterceptions({ space, item }: ItemScope, target: string): void {
  const isCaught = space.interceptions.some(
    ({ typeKey, target: caught, unless }) =>
      typeKey === item.typeKey &&
      caught === target &&
      !sameWire(item.values.get(unless.field) ?? null, unless.value),
  );
  if (isCaught) {
    refuse(20090, 'Your request has been intercepted.', 'Your request has been Intercept');
  }
}
