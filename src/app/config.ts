import { parseArgs } from 'node:util';
import { ConfigError } from '../core/errors.js';
import type { ServiceName } from '../core/service-name.js';
import { allowedFolders } from '../files/files.js';
import type { EnosAccount } from '../services/enos/service.js';
import type { EnosCredentials } from '../services/enos/sign-in.js';
import type { FeishuCredentials } from '../services/feishu/identity.js';
import type { ProjectCredentials } from '../services/project/sign-in.js';
import type { ToolChoice } from '../tools/catalog/choose-tools.js';
import type { AnswerDetail } from '../tools/context/tool-context.js';
import { acceptedHosts, allowedBases, linkHosts } from './link-settings.js';
import {
  answerDetail,
  baseUrl,
  type Environment,
  enosAccount,
  enosBaseUrl,
  enosCredentials,
  feishuBaseUrl,
  feishuCredentials,
  folders,
  isOn,
  list,
  projectCredentials,
  proxyAddress,
} from './settings.js';

export interface ProxyConfig {
  readonly httpProxy: string | undefined;
  readonly httpsProxy: string | undefined;
  readonly noProxy: string | undefined;
}

/** Where a service is, and as whom it is called. */
interface Reach<Credentials> {
  readonly baseUrl: string;
  readonly credentials: Credentials | undefined;
}

export interface ServeConfig {
  readonly command: 'serve';
  /** Everything goes to a stand-in inside this process; credentials are ignored. */
  readonly sandbox: boolean;
  readonly switches: SandboxSwitches;
  readonly feishu: Reach<FeishuCredentials>;
  readonly project: Reach<ProjectCredentials> & { readonly userKey: string | undefined };
  readonly enos: Reach<EnosCredentials> & { readonly account: EnosAccount };
  readonly proxy: ProxyConfig;
  readonly choice: ToolChoice;
  /** The folders whose files may be read and written, without symbolic links. */
  readonly files: readonly string[];
  readonly answers: AnswerDetail;
  /** Hosts whose links count beside the vendors' own and those of the services. */
  readonly linkHosts: readonly string[];
}

/** Switches of the sandbox as they were written; the sandbox reads them. */
export interface SandboxSwitches {
  readonly settings: readonly string[];
  /** `documents`: as the owner's documents say, where live captures differ. */
  readonly dialect: 'measured' | 'documents';
}

export interface SandboxConfig {
  readonly command: 'sandbox';
  readonly switches: SandboxSwitches;
  readonly port: number;
  readonly json: boolean;
}

export type Config =
  | ServeConfig
  | SandboxConfig
  | { readonly command: 'help' | 'sandbox-help' | 'version' };

const options = {
  sandbox: { type: 'boolean' },
  toolsets: { type: 'string' },
  tools: { type: 'string' },
  'exclude-tools': { type: 'string' },
  'read-only': { type: 'boolean' },
  base: { type: 'string' },
  files: { type: 'string', multiple: true },
  answers: { type: 'string' },
  port: { type: 'string' },
  json: { type: 'boolean' },
  set: { type: 'string', multiple: true },
  dialect: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export const usage = `Usage:
  bitable-mcp [options]            serve MCP over stdio
  bitable-mcp sandbox [options]    run the local stand-in for Feishu alone

Options when serving (each has an environment twin):
  --sandbox                use the local stand-in; no account needed    BITABLE_MCP_SANDBOX
  --toolsets a,b           which toolsets; default "default"            BITABLE_MCP_TOOLSETS
  --tools a,b              which single tools; alone or besides         BITABLE_MCP_TOOLS
  --exclude-tools a,b      which tools to leave out                     BITABLE_MCP_EXCLUDE_TOOLS
  --read-only              no tool that writes; always wins             BITABLE_MCP_READ_ONLY
  --base token,token       the only bases that may be touched           BITABLE_MCP_BASE
  --files DIR              a folder to read and write; repeatable       BITABLE_MCP_FILES
  --answers short|full     whether writes answer what changed;          BITABLE_MCP_ANSWERS
                           default "full"; "short" saves a read

Options of sandbox:
  --port N                 the port; 0 picks a free one (default 0)
  --json                   print one JSON line with addresses, credentials, sample links and a user token

Options of both, for the stand-in:
  --set key=value          a switch of its behaviour; repeatable        BITABLE_MCP_SANDBOX_SET
                           "bitable-mcp sandbox --help" lists them
  --dialect documents      answer as the documents say where live       BITABLE_MCP_SANDBOX_DIALECT
                           captures differ; default "measured"

Instead of either: --help, --version

Environment of Feishu: FEISHU_APP_ID and FEISHU_APP_SECRET, or FEISHU_USER_ACCESS_TOKEN; FEISHU_BASE_URL for Lark
(https://open.larksuite.com) and private deployments; FEISHU_LINK_HOSTS=host,host for the web hosts of private
deployments, whose links count then too; HTTP_PROXY, HTTPS_PROXY, NO_PROXY.
Of Feishu Project: FEISHU_PROJECT_PLUGIN_ID, FEISHU_PROJECT_PLUGIN_SECRET and FEISHU_PROJECT_USER_KEY, or
FEISHU_PROJECT_USER_TOKEN; FEISHU_PROJECT_BASE_URL for Lark; FEISHU_PROJECT_VIRTUAL=1 for virtual tokens.
Of EnOS: ENOS_APIGW_URL, ENOS_ACCESS_KEY, ENOS_SECRET_KEY, ENOS_ORG_ID, ENOS_USER_ID.
`;

/** The command line and the environment as one typed thing. Flags win over the environment. */
export function readConfig(argv: readonly string[], given: Environment = process.env): Config {
  const env = withoutEmpty(given);
  const { values, positionals } = parse(argv);
  if (values.help) {
    return { command: positionals[0] === 'sandbox' ? 'sandbox-help' : 'help' };
  }
  if (values.version) {
    return { command: 'version' };
  }
  const [command, ...rest] = positionals;
  if (rest.length > 0 || (command !== undefined && command !== 'sandbox')) {
    throw new ConfigError(`There is no command ${positionals.join(' ')}.`, 'command line', usage);
  }
  const switches = sandboxSwitches(values, env);
  return command === 'sandbox'
    ? { command, port: portOf(values.port), json: values.json ?? false, switches }
    : serveConfig(values, env, switches);
}

/**
 * Leaves out empty variables: hosts pass an empty text for what their user left out. The list of allowed bases stays, so that
 * an empty one ends the start instead of allowing all.
 */
function withoutEmpty(env: Environment): Environment {
  const isSet = ([name, value]: [string, string | undefined]) =>
    value?.trim() !== '' || name === 'BITABLE_MCP_BASE';
  return Object.fromEntries(Object.entries(env).filter(isSet));
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The command line was not understood: ${message}`, 'command line', usage);
  }
}

type Flags = ReturnType<typeof parse>['values'];

function sandboxSwitches(flags: Flags, env: Environment): SandboxSwitches {
  return {
    settings: flags.set ?? list(env['BITABLE_MCP_SANDBOX_SET']),
    dialect: dialectOf(flags.dialect ?? env['BITABLE_MCP_SANDBOX_DIALECT']),
  };
}

function dialectOf(text = 'measured'): SandboxSwitches['dialect'] {
  if (text !== 'measured' && text !== 'documents') {
    throw new ConfigError(
      `There is no dialect ${text}.`,
      '--dialect',
      'Set --dialect or BITABLE_MCP_SANDBOX_DIALECT to measured or documents.',
    );
  }
  return text;
}

function refuseUnusedSwitches({ set, dialect }: Flags, sandbox: boolean): void {
  if (!sandbox && (set !== undefined || dialect !== undefined)) {
    throw new ConfigError(
      '--set and --dialect are switches of the sandbox, which is off.',
      '--sandbox',
      'Add --sandbox, or leave them out.',
    );
  }
}

function serveConfig(flags: Flags, env: Environment, switches: SandboxSwitches): ServeConfig {
  const sandbox = flags.sandbox ?? isOn(env, 'BITABLE_MCP_SANDBOX');
  refuseUnusedSwitches(flags, sandbox);
  const services = reaches(env);
  const hosts = linkHosts(env);
  const addresses = [services.feishu.baseUrl, services.project.baseUrl];
  // The port of a sandbox is not known before it runs.
  const accepted = acceptedHosts(sandbox ? [...hosts, '127.0.0.1'] : hosts, addresses);
  return {
    command: 'serve',
    sandbox,
    switches,
    ...services,
    linkHosts: hosts,
    proxy: {
      httpProxy: proxyAddress(env, 'HTTP_PROXY'),
      httpsProxy: proxyAddress(env, 'HTTPS_PROXY'),
      noProxy: env['no_proxy'] ?? env['NO_PROXY'],
    },
    choice: {
      toolsets: list(flags.toolsets ?? env['BITABLE_MCP_TOOLSETS']),
      tools: list(flags.tools ?? env['BITABLE_MCP_TOOLS']),
      excludeTools: list(flags['exclude-tools'] ?? env['BITABLE_MCP_EXCLUDE_TOOLS']),
      // A flag cannot take back what the environment forbids.
      readOnly: flags['read-only'] === true || isOn(env, 'BITABLE_MCP_READ_ONLY'),
      bases: allowedBases(flags.base ?? env['BITABLE_MCP_BASE'], accepted),
    },
    files: allowedFolders(flags.files ?? folders(env['BITABLE_MCP_FILES'])),
    answers: answerDetail(flags.answers ?? env['BITABLE_MCP_ANSWERS']),
  };
}

function reaches(env: Environment): Pick<ServeConfig, ServiceName> {
  return {
    feishu: { baseUrl: feishuBaseUrl(env), credentials: feishuCredentials(env) },
    project: {
      baseUrl: baseUrl(env, 'FEISHU_PROJECT_BASE_URL', 'https://project.feishu.cn'),
      credentials: projectCredentials(env),
      userKey: env['FEISHU_PROJECT_USER_KEY']?.trim(),
    },
    enos: {
      baseUrl: enosBaseUrl(env),
      credentials: enosCredentials(env),
      account: enosAccount(env),
    },
  };
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigError(`There is no port ${text}.`, '--port', 'Give a number from 0 to 65535.');
  }
  return port;
}
