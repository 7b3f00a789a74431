import { ConfigError } from '../core/errors.js';
import { LinkHosts } from '../tools/input/link-hosts.js';
import { type Environment, list } from './settings.js';

/** Reads tokens, or links of bases as a person copies them. */
export function allowedBases(
  text: string | undefined,
  hosts: LinkHosts,
): ReadonlySet<string> | undefined {
  if (text === undefined) {
    return undefined;
  }
  const tokens = list(text).map((item) => baseToken(item, hosts));
  const wrong = tokens.find((token) => !/^[A-Za-z0-9_-]{1,50}$/.test(token));
  if (tokens.length === 0 || wrong !== undefined) {
    throw new ConfigError(
      wrong === undefined ? 'No base is named.' : `${wrong} is no base token.`,
      '--base',
      'Name bases by token or link, separated by commas; leave --base and BITABLE_MCP_BASE out to allow all.',
    );
  }
  return new Set(tokens);
}

function baseToken(item: string, hosts: LinkHosts): string {
  const token = /\/base\/(\w+)/.exec(item)?.[1];
  if (token === undefined) {
    return item;
  }
  const address = item.includes('://') ? item : `https://${item}`;
  if (!URL.canParse(address) || !hosts.accepts(new URL(address))) {
    throw new ConfigError(
      `${item} is a link to a foreign host.`,
      '--base',
      `Allowed: ${hosts.allowed}.`,
    );
  }
  return token;
}

/** Reads the hosts whose links count beside the vendors' own and those of the services. */
export function linkHosts(env: Environment): readonly string[] {
  return list(env['FEISHU_LINK_HOSTS']).map(configuredHost);
}

/** Gives the hosts of all links that count. */
export function acceptedHosts(
  configured: readonly string[],
  addresses: readonly string[],
): LinkHosts {
  return new LinkHosts([
    ...addresses.map((address) => hostWithPort(new URL(address))),
    ...configured,
  ]);
}

function hostWithPort({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'http:' ? '80' : '443')}`;
}

/** A host, with or without its port, or an address that has one. */
function configuredHost(text: string): string {
  const address = text.includes('://') ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isHost =
    url !== undefined && /^[\w.-]+$|^\[.*\]$/.test(url.hostname) && url.username === '';
  if (!isHost || url.hostname.includes('*')) {
    throw new ConfigError(
      `FEISHU_LINK_HOSTS: ${text} is not a host.`,
      'FEISHU_LINK_HOSTS',
      'Set it to web hosts as links show them, separated by commas: bases.example.com, bases.example.com:8443.',
    );
  }
  return url.port === '' ? url.hostname : url.host;
}
