import { delimiter } from 'node:path';
import { ConfigError } from '../core/errors.js';
import { quoted } from '../core/text.js';
import type { EnosAccount } from '../services/enos/service.js';
import type { EnosCredentials } from '../services/enos/sign-in.js';
import type { FeishuCredentials } from '../services/feishu/identity.js';
import type { ProjectCredentials } from '../services/project/sign-in.js';
import type { AnswerDetail } from '../tools/context/tool-context.js';

/** What settings are read from. Text that is not understood ends the start: nothing fails open. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a call can be signed at all. */
export function isComplete(credentials: FeishuCredentials | undefined): boolean {
  return credentials !== undefined && Object.values(credentials).every((part) => part !== '');
}

/** A user token wins over an app: it is the narrower of the two. */
export function feishuCredentials(env: Environment): FeishuCredentials | undefined {
  const userAccessToken = env['FEISHU_USER_ACCESS_TOKEN']?.trim().replace(/^Bearer\s+/i, '');
  if (userAccessToken) {
    return { userAccessToken };
  }
  const appId = env['FEISHU_APP_ID']?.trim() ?? '';
  const appSecret = env['FEISHU_APP_SECRET']?.trim() ?? '';
  return appId === '' && appSecret === '' ? undefined : { appId, appSecret };
}

export function feishuBaseUrl(env: Environment): string {
  const address = baseUrl(env, 'FEISHU_BASE_URL', 'https://open.feishu.cn');
  // The paths of the endpoints begin with it.
  return address.replace(/\/open-apis$/, '');
}

/** The address of a service, without a slash at its end. */
export function baseUrl(env: Environment, variable: string, usual: string): string {
  const given = env[variable]?.trim() || usual;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !['http:', 'https:'].includes(url.protocol)) {
    throw new ConfigError(
      `${variable} is not an address.`,
      variable,
      `Set it to ${addresses[variable] ?? usual} or the address of your deployment.`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

const addresses: Readonly<Record<string, string>> = {
  FEISHU_BASE_URL: 'https://open.feishu.cn, https://open.larksuite.com',
  FEISHU_PROJECT_BASE_URL: 'https://project.feishu.cn, https://project.larksuite.com',
  ENOS_APIGW_URL: 'https://apim-….envisioniot.com',
};

/** A user token wins over a plugin, as it does for Feishu. */
export function projectCredentials(env: Environment): ProjectCredentials | undefined {
  const userToken = text(env, 'FEISHU_PROJECT_USER_TOKEN');
  if (userToken !== '') {
    return { userToken };
  }
  const pluginId = text(env, 'FEISHU_PROJECT_PLUGIN_ID');
  const pluginSecret = text(env, 'FEISHU_PROJECT_PLUGIN_SECRET');
  const userKey = text(env, 'FEISHU_PROJECT_USER_KEY');
  const virtual = isOn(env, 'FEISHU_PROJECT_VIRTUAL');
  return [pluginId, pluginSecret].every((part) => part === '')
    ? undefined
    : { pluginId, pluginSecret, userKey, virtual };
}

export function enosCredentials(env: Environment): EnosCredentials | undefined {
  const accessKey = text(env, 'ENOS_ACCESS_KEY');
  const secretKey = text(env, 'ENOS_SECRET_KEY');
  return accessKey === '' && secretKey === '' ? undefined : { accessKey, secretKey };
}

/** Every organization has a gateway of its own. */
export function enosBaseUrl(env: Environment): string {
  if (text(env, 'ENOS_APIGW_URL') === '' && enosCredentials(env) !== undefined) {
    throw new ConfigError(
      'ENOS_APIGW_URL is not set.',
      'ENOS_APIGW_URL',
      'Set it to the address of the API gateway: EnOS console, Help, Environment Information.',
    );
  }
  return baseUrl(env, 'ENOS_APIGW_URL', 'https://apim.invalid');
}

export function enosAccount(env: Environment): EnosAccount {
  return { userId: text(env, 'ENOS_USER_ID'), orgId: text(env, 'ENOS_ORG_ID') };
}

function text(env: Environment, variable: string): string {
  return env[variable]?.trim() ?? '';
}

/** Whether the app secret would travel readable by everybody in between. */
export function isReadableOnTheWay(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** Both spellings are usual, and so is an address without its scheme. */
export function proxyAddress(env: Environment, name: string): string | undefined {
  const given = (env[name.toLowerCase()] ?? env[name])?.trim();
  if (!given) {
    return undefined;
  }
  const address = given.includes('://') ? given : `http://${given}`;
  if (!URL.canParse(address) || !/^https?:/.test(address)) {
    throw new ConfigError(
      `${name} is not the address of a proxy.`,
      name,
      'Write http://host:port.',
    );
  }
  return address;
}

/** Whether answers of writes show what changed. */
export function answerDetail(text: string | undefined): AnswerDetail {
  const given = text?.trim().toLowerCase() || 'full';
  if (given !== 'full' && given !== 'short') {
    throw new ConfigError(
      `--answers ${quoted(given)} is unknown.`,
      '--answers',
      'Set --answers or BITABLE_MCP_ANSWERS to full or short.',
    );
  }
  return given;
}

export function list(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter((item) => item !== '');
}

/** Separated as in PATH. */
export function folders(text: string | undefined): readonly string[] {
  return (text ?? '').split(delimiter).filter((folder) => folder.trim() !== '');
}

const switches: Readonly<Record<string, boolean>> = {
  ...{ '1': true, true: true, yes: true, on: true },
  ...{ '': false, '0': false, false: false, no: false, off: false },
};

export function isOn(env: Environment, name: string): boolean {
  const text = (env[name] ?? '').trim().toLowerCase();
  const on = Object.hasOwn(switches, text) ? switches[text] : undefined;
  if (on === undefined) {
    throw new ConfigError(`${name} is neither on nor off.`, name, 'Set it to 1 or 0.');
  }
  return on;
}
