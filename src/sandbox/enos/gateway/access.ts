import type { Enos, EnosUser, Flow } from '../model.js';
import { refuse } from './refusal.js';

/** Who calls: both ids must be known, and belong together. */
export function userOf(query: URLSearchParams, { users }: Enos): EnosUser {
  const userId = query.get('userId');
  const orgId = query.get('orgId');
  const user = users.find((each) => each.userId === userId && each.orgId === orgId);
  return user ?? refuse(62101);
}

/** A flow of the user's organization. */
export function visibleFlow(flowId: number, user: EnosUser, enos: Enos): Flow {
  const flow = enos.flows.get(flowId) ?? refuseUnknownId(enos);
  return flow.orgId === user.orgId ? flow : refuse(62103);
}

/** A flow that the user may change and run. */
export function ownedFlow(flowId: number, user: EnosUser, enos: Enos): Flow {
  const flow = visibleFlow(flowId, user, enos);
  checkMayAct(flow, user);
  return flow;
}

/** "The user must be the owner of the workflow. Both the user and the workflow are not locked." */
export function checkMayAct({ settings, isLocked }: Flow, user: EnosUser): void {
  if (user.isLocked) refuse(62105);
  if (isLocked || !settings.owners.includes(user.userName)) refuse(62103);
}

export function isOwner({ settings }: Flow, { userName }: EnosUser): boolean {
  return settings.owners.includes(userName);
}

export function isRelated(flow: Flow, user: EnosUser): boolean {
  return isOwner(flow, user) || flow.settings.visitors.includes(user.userName);
}

export function refuseUnknownId({ options }: Enos): never {
  const { unknownIdCode } = options;
  return refuse(unknownIdCode, unknownIdCode === 62102 ? 'Incorrect parameter' : undefined);
}
