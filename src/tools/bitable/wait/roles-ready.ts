import type { Endpoint, EndpointArgs } from '../../../core/endpoint.js';
import { ApiError, CancelledError } from '../../../core/errors.js';
import { isJsonObject } from '../../../core/json.js';
import type { OpenedReply } from '../../../core/service.js';
import { catalogue } from '../../../endpoints/catalogue.js';
import type { CallOptions, Client } from '../../../http/calls.js';

/** OperationTypeError: advanced permissions are off, or were switched on a moment ago. */
const notAdvanced = 1254301;

/** Waited at most in one tool call, for all of its requests. */
const longestMs = 10_000;
const firstGapMs = 500;

type RoleCall = readonly [
  name: string,
  endpoint: Endpoint,
  args: EndpointArgs,
  options: CallOptions,
];

/**
 * Gives a client for one tool call that waits until the roles of a base are ready: for a while after advanced
 * permissions were switched on, Feishu answers as if they were off. The base says whether they are.
 */
export function waitingForRoles(client: Client): Client {
  let waitedMs = 0;

  async function call(...asked: RoleCall): Promise<OpenedReply> {
    try {
      return await client.call(...asked);
    } catch (error) {
      if (!isRefused(error, asked)) {
        throw error;
      }
      return whenReady(asked, error);
    }
  }

  async function whenReady(asked: RoleCall, error: ApiError): Promise<OpenedReply> {
    const isOn = await isAdvanced(client, asked);
    if (isOn !== true) {
      throw isOn === undefined ? error : error.with({ hint: switchOn });
    }
    const [, , , { signal, note }] = asked;
    for (let gapMs = firstGapMs; waitedMs < longestMs; gapMs *= 2) {
      const pauseMs = Math.min(gapMs, longestMs - waitedMs);
      waitedMs += pauseMs;
      await client.sleep(pauseMs, signal);
      const reply = await unlessRefused(client.call(...asked), asked);
      if (reply !== undefined) {
        note(`waited ${waitedMs / 1_000} s until the roles of the base were ready`);
        return reply;
      }
    }
    throw error.with({ hint: notReady, recovery: 'not_applied', retryAfterMs: longestMs });
  }

  return { ...client, call };
}

const switchOn =
  'Advanced permissions of the base are off: switch them on with bitable_apps_update, is_advanced true, then call again.';

const notReady = `Advanced permissions of the base are on, but its roles were not ready within ${longestMs / 1_000} s: Feishu needs a while after the switch.`;

/** The switch itself is refused with the same code where the base is embedded in a document. */
function isRefused(error: unknown, [name, , { app_token }]: RoleCall): error is ApiError {
  const isCode = error instanceof ApiError && error.facts.code === notAdvanced;
  return isCode && name !== 'bitable_apps_update' && app_token !== undefined;
}

async function unlessRefused(
  reply: Promise<OpenedReply>,
  asked: RoleCall,
): Promise<OpenedReply | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (isRefused(error, asked)) {
      return undefined;
    }
    throw error;
  }
}

/** Asks the base whether advanced permissions are on; undefined where it cannot be seen. */
async function isAdvanced(
  client: Client,
  [, , { app_token }, { signal, note }]: RoleCall,
): Promise<boolean | undefined> {
  try {
    const { data } = await client.call(
      'bitable_apps_get',
      catalogue.bitable_apps_get,
      { app_token },
      { signal, note },
    );
    const { app } = data;
    return isJsonObject(app) && typeof app['is_advanced'] === 'boolean'
      ? app['is_advanced']
      : undefined;
  } catch (error) {
    if (error instanceof CancelledError) {
      throw error;
    }
    return undefined;
  }
}
