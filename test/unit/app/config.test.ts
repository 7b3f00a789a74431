import { describe, expect, it } from 'vitest';
import { readConfig, type ServeConfig } from '../../../src/app/config.js';
import { isReadableOnTheWay } from '../../../src/app/settings.js';
import { ConfigError } from '../../../src/core/errors.js';

function serving(argv: readonly string[], env: Record<string, string> = {}): ServeConfig {
  const config = readConfig(argv, env);
  if (config.command !== 'serve') {
    throw new Error(`it is ${config.command}`);
  }
  return config;
}

function refusal(argv: readonly string[], env: Record<string, string> = {}): ConfigError {
  try {
    readConfig(argv, env);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error;
    }
    throw error;
  }
  throw new Error('it was taken');
}

describe('sign-in', () => {
  it('takes an app, or a user token, which wins', () => {
    const app = { FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: 'secret' };
    expect(serving([], app).feishu.credentials).toEqual({ appId: 'cli_1', appSecret: 'secret' });
    const user = { ...app, FEISHU_USER_ACCESS_TOKEN: 'Bearer u-1 ' };
    expect(serving([], user).feishu.credentials).toEqual({ userAccessToken: 'u-1' });
  });

  it('keeps half of an app, so that the missing half can be named', () => {
    const half = { FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: ' ' };
    expect(serving([], half).feishu.credentials).toEqual({ appId: 'cli_1', appSecret: '' });
    expect(serving([], { FEISHU_APP_ID: '' }).feishu.credentials).toBeUndefined();
  });
});

describe('addresses', () => {
  it.each([
    [undefined, 'https://open.feishu.cn'],
    ['https://open.larksuite.com/', 'https://open.larksuite.com'],
    ['https://feishu.example.com/open-apis/', 'https://feishu.example.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('%s of Feishu is read as %s', (given, read) => {
    expect(serving([], given === undefined ? {} : { FEISHU_BASE_URL: given }).feishu.baseUrl).toBe(
      read,
    );
  });

  it.each(['ftp://x', 'open.feishu.cn', 'https://a:b@x', 'https://x?y'])(
    '%s is none of Feishu',
    (given) => {
      expect(refusal([], { FEISHU_BASE_URL: given }).variable).toBe('FEISHU_BASE_URL');
    },
  );

  it.each([
    ['http://feishu.example.com', true],
    ['http://127.0.0.1.example.com', true],
    ['https://feishu.example.com', false],
    ['http://127.0.0.1:8080', false],
    ['http://localhost', false],
    ['http://[::1]:1', false],
  ])('%s lets others read along: %s', (address, readable) => {
    expect(isReadableOnTheWay(address)).toBe(readable);
  });

  it('of a proxy may lack the scheme, in either spelling of the variable', () => {
    const { proxy } = serving([], {
      HTTPS_PROXY: '127.0.0.1:7890',
      http_proxy: 'http://p:1',
      NO_PROXY: 'x',
    });
    expect(proxy).toEqual({
      httpProxy: 'http://p:1',
      httpsProxy: 'http://127.0.0.1:7890',
      noProxy: 'x',
    });
  });

  it.each(['http://', 'socks5://p:1', 'a b'])('%s is none of a proxy', (given) => {
    expect(refusal([], { HTTPS_PROXY: given }).variable).toBe('HTTPS_PROXY');
  });
});

describe('what keeps an agent within bounds', () => {
  it('can be given as a flag or in the environment', () => {
    expect(serving(['--read-only']).choice.readOnly).toBe(true);
    expect(serving([], { BITABLE_MCP_READ_ONLY: 'yes' }).choice.readOnly).toBe(true);
    expect(serving([], { BITABLE_MCP_READ_ONLY: '0' }).choice.readOnly).toBe(false);
    expect(serving(['--base', 'bascA'], { BITABLE_MCP_BASE: 'bascB' }).choice.bases).toEqual(
      new Set(['bascA']),
    );
  });

  it('takes links of bases of known hosts alone', () => {
    const link = 'https://bases.example.com/base/bascA';
    expect(refusal(['--base', link]).fix).toContain('FEISHU_LINK_HOSTS');
    const env = { FEISHU_LINK_HOSTS: 'bases.example.com' };
    expect(serving(['--base', link], env).choice.bases).toEqual(new Set(['bascA']));
  });

  it('takes links of bases', () => {
    const link = 'https://x.feishu.cn/base/bascA?table=tbl1';
    expect(serving(['--base', `${link},bascB`]).choice.bases).toEqual(new Set(['bascA', 'bascB']));
  });

  it.each([
    [['--base', ','], {}],
    [['--base', ''], {}],
    [['--base', 'a/b'], {}],
    [[], { BITABLE_MCP_BASE: ',' }],
    [[], { BITABLE_MCP_BASE: '' }],
    [[], { BITABLE_MCP_BASE: ' ' }],
    [[], { BITABLE_MCP_READ_ONLY: 'maybe' }],
    [[], { BITABLE_MCP_SANDBOX: 'constructor' }],
  ])('does not fail open: %j %j', (argv, env) => {
    expect(refusal(argv, env).message).toMatch(/^[A-Z].*\.$|is no base token\.$/);
  });
});

describe('an environment variable that is empty', () => {
  const names = [
    ...['FEISHU_APP_ID', 'FEISHU_APP_SECRET', 'FEISHU_USER_ACCESS_TOKEN', 'FEISHU_BASE_URL'],
    ...['FEISHU_LINK_HOSTS', 'FEISHU_PROJECT_BASE_URL', 'FEISHU_PROJECT_PLUGIN_ID'],
    ...['FEISHU_PROJECT_PLUGIN_SECRET', 'FEISHU_PROJECT_USER_KEY', 'FEISHU_PROJECT_USER_TOKEN'],
    ...['FEISHU_PROJECT_VIRTUAL', 'ENOS_APIGW_URL', 'ENOS_ACCESS_KEY', 'ENOS_SECRET_KEY'],
    ...['ENOS_ORG_ID', 'ENOS_USER_ID', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'],
    ...['BITABLE_MCP_SANDBOX', 'BITABLE_MCP_TOOLSETS', 'BITABLE_MCP_TOOLS'],
    ...['BITABLE_MCP_EXCLUDE_TOOLS', 'BITABLE_MCP_READ_ONLY'],
    ...['BITABLE_MCP_FILES', 'BITABLE_MCP_ANSWERS'],
  ];

  it.each(['', ' '])('counts as one that is not set: "%s"', (empty) => {
    const env = Object.fromEntries(names.map((name) => [name, empty]));
    expect(readConfig([], env)).toEqual(readConfig([], {}));
  });
});

describe('answers', () => {
  it('show what a write changed, unless they are to be short', () => {
    expect(serving([]).answers).toBe('full');
    expect(serving(['--answers', 'short']).answers).toBe('short');
    expect(serving([], { BITABLE_MCP_ANSWERS: ' Short ' }).answers).toBe('short');
    expect(serving(['--answers', 'full'], { BITABLE_MCP_ANSWERS: 'short' }).answers).toBe('full');
  });

  it('are refused in any other detail', () => {
    expect(refusal(['--answers', 'brief']).fix).toContain('full or short');
  });
});

describe('the hosts whose links count', () => {
  it.each([
    ['bases.example.com, docs.example.com:8443', ['bases.example.com', 'docs.example.com:8443']],
    ['https://Bases.Example.com/', ['bases.example.com']],
    ['', []],
  ])('are added by FEISHU_LINK_HOSTS: %j', (given, hosts) => {
    expect(serving([], { FEISHU_LINK_HOSTS: given }).linkHosts).toEqual(hosts);
  });

  it.each(['*.example.com', 'a b:c', 'https://user@bases.example.com', '://'])(
    'are not added by what is no host: %j',
    (given) => {
      expect(refusal([], { FEISHU_LINK_HOSTS: given }).variable).toBe('FEISHU_LINK_HOSTS');
    },
  );
});
