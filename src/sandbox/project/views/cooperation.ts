import { refuse } from '../gateway/refusal.js';
import { bodyInteger, bodyTexts } from '../gateway/request.js';
import type { WireObject } from '../gateway/wire.js';
import type { ProjectWorld } from '../model/model.js';
import type { ConditionView, FixedView } from '../model/views.js';

/** Who works on a view: 1 the people that are named, 2 the administrators, 3 all members. */
export function cooperation(body: WireObject) {
  const mode = bodyInteger(body, 'cooperation_mode') ?? 1;
  if (![1, 2, 3].includes(mode)) refuse(20006, 'Invalid Param, cooperation_mode');
  const collaborators = bodyTexts(body, 'cooperation_user_keys') ?? [];
  return { cooperationMode: mode, collaborators };
}

/** Who works on a view after an update. Without a word about them it is as before. */
export function changeCooperation(
  view: FixedView | ConditionView,
  body: WireObject,
  { options }: ProjectWorld,
): void {
  const isTold = ['cooperation_mode', 'cooperation_user_keys'].some((key) => key in body);
  const asked = cooperation(body);
  if (isTold && options.unnamedParts === 'cleared') Object.assign(view, asked);
  else if (isTold) {
    view.cooperationMode = bodyInteger(body, 'cooperation_mode') ?? view.cooperationMode;
    view.collaborators = bodyTexts(body, 'cooperation_user_keys') ?? view.collaborators;
  }
}
