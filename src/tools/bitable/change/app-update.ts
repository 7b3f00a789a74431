import { ApiError, PartialTaskError } from '../../../core/errors.js';
import type { EndpointSteps } from '../../context/operation.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { readBase } from '../query/table-schema.js';

/** An update of a base is not atomic: its name changes before the switch, which may be refused. */
export const appUpdateSteps: EndpointSteps = {
  async failed(error, args, context) {
    const isHalf = args['name'] !== undefined && args['is_advanced'] !== undefined;
    throw isHalf && error instanceof ApiError ? await halfDone(error, args, context) : error;
  },
};

async function halfDone(error: ApiError, args: Args, context: ToolContext): Promise<Error> {
  const { app_token: appToken, name, is_advanced: wanted } = args;
  try {
    const base = await readBase(context, String(appToken));
    const isRenamed = base.name === String(name).trim();
    const isSwitched = base.isAdvanced === wanted;
    const next =
      isRenamed && !isSwitched
        ? ['This base cannot be switched as asked; the name needs no other call.']
        : [];
    const done = `${renamed(isRenamed, String(name))} ${switched(isSwitched, base.isAdvanced)}`;
    return new PartialTaskError(done, next, error);
  } catch {
    const done =
      'It is unknown what was applied: the name changes first, then the switch. bitable_apps_get shows it.';
    return new PartialTaskError(done, [], error);
  }
}

function renamed(isRenamed: boolean, name: string): string {
  const text = JSON.stringify(name);
  return isRenamed ? `Applied: the name is ${text} now.` : `Not applied: the name ${text}.`;
}

function switched(isSwitched: boolean, isAdvanced: boolean): string {
  const state = `advanced permissions are ${isAdvanced ? 'on' : 'off'}`;
  return isSwitched ? `Applied: ${state}.` : `Not applied: ${state} as before.`;
}
