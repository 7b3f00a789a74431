import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.js';
import { LinkHosts } from '../../../src/tools/input/link-hosts.js';
import { readLink, whyNoLink } from '../../../src/tools/input/links.js';
import { cpuMs } from '../../support/cpu-time.js';

const hosts = new LinkHosts(['127.0.0.1:8080', 'bases.example.com']);

function parseLink(text: string) {
  return readLink(text, { path: 'url', hosts });
}

const token = 'AW3Qbtr2cakCnesXzXVbbsrIcVT';

/** What a link must come to: its kind, its token, and whatever else it names. */
const links: readonly (readonly [link: string, kind: string, facts?: object])[] = [
  [`https://acme.feishu.cn/base/${token}`, 'base'],
  [`https://acme.feishu.cn/base/${token}/`, 'base'],
  [`https://acme.larksuite.com/base/${token}?from=from_copylink`, 'base'],
  [
    `https://acme.feishu.cn/base/${token}?table=tblA1&view=vewB2&record=recC3`,
    'base',
    { tableId: 'tblA1', viewId: 'vewB2', recordId: 'recC3' },
  ],
  [`https://acme.feishu.cn/base/${token}#table=tblA1`, 'base', { tableId: 'tblA1' }],
  [`https://acme.feishu.cn/base/${token}?table=blkA1`, 'base', { blockId: 'blkA1' }],
  [`https://acme.feishu.cn/base/${token}?table=wkfA1`, 'base', { blockId: 'wkfA1' }],
  [`https://acme.feishu.cn/base/${token}?table=ldxA1`, 'base', { blockId: 'ldxA1' }],
  [`https://acme.feishu.cn/wiki/${token}?table=tblA1`, 'wiki', { tableId: 'tblA1' }],
  ['https://acme.feishu.cn/wiki/space/7120465392174022675', 'wiki_space'],
  ['https://acme.feishu.cn/wiki/settings/7120465392174022675/members', 'wiki_space'],
  [`https://acme.larkoffice.com/docx/${token}#heading`, 'docx'],
  [`https://acme.feishu.cn/docs/${token}`, 'docs'],
  [`https://acme.feishu.cn/sheets/${token}?sheet=Q7PlXT`, 'sheets'],
  [`https://acme.feishu.cn/mindnotes/${token}`, 'mindnotes'],
  [`https://acme.feishu.cn/slides/${token}`, 'slides'],
  [`https://acme.feishu.cn/minutes/${token}`, 'minutes'],
  [`https://acme.feishu.cn/file/${token}`, 'file'],
  [`https://acme.feishu.cn/drive/folder/${token}`, 'folder'],
  [`https://acme.feishu.cn/record/${token}`, 'record_share'],
  ['https://acme.feishu.cn/share/base/form/shrcnA1', 'form_share'],
  ['https://acme.feishu.cn/share/base/view/shrcnA1', 'view_share'],
  ['https://acme.feishu.cn/share/base/dashboard/shrcnA1', 'dashboard_share'],
  ['https://acme.feishu.cn/share/base/shrcnA1', 'base_share'],
  [`https://acme.feishu.cn/base/workspace/${token}`, 'base_workspace'],
  [`https://acme.feishu.cn/base/add/${token}`, 'add_record'],
  [`https://acme.feishu.cn/app/${token}?pageId=pgeA1`, 'base_app'],
  [
    'https://project.feishu.cn/myspace/story/detail/6300034462?parentUrl=%2Fmyspace',
    'project_work_item',
    { token: '6300034462', space: 'myspace', workItemType: 'story' },
  ],
  [`http://127.0.0.1:8080/base/${token}`, 'base'],
  [`HTTPS://ACME.FEISHU.CN/base/${token}`, 'base'],
  // As people paste them.
  [`  https://acme.feishu.cn/base/${token}\n`, 'base'],
  [`<https://acme.feishu.cn/base/${token}>`, 'base'],
  [`[任务](https://acme.feishu.cn/base/${token}?table=tblA1)`, 'base', { tableId: 'tblA1' }],
  [`acme.feishu.cn/base/${token}`, 'base'],
  // A path that was made up of another one is read as it stands.
  [`https://acme.feishu.cn/docx/../base/${token}`, 'base'],
  [`https://acme.feishu.cn/base/${token}?table=tblA1&table=tblB2`, 'base', { tableId: 'tblA1' }],
];

describe('a link', () => {
  const rows = links.map(([link, kind, facts = {}]) => ({ link, kind, facts }));
  it.each(rows)('$link leads to a $kind', ({ link, kind, facts }) => {
    expect(parseLink(link)).toMatchObject({ kind, token: expect.any(String), ...facts });
  });

  it('gives its token whole', () => {
    const tokens = links
      .filter(([link]) => link.includes(token))
      .map(([link]) => parseLink(link)?.token);
    expect(new Set(tokens)).toEqual(new Set([token]));
  });

  it.each(['tbl../../auth', 'tblA1%2F..', 'tblA1?x', 'vewA1', '任务', ''])(
    'takes %j for no table',
    (table) => {
      const link = `https://acme.feishu.cn/base/${token}?table=${encodeURIComponent(table)}`;
      expect(parseLink(link)).toMatchObject({
        tableId: undefined,
        blockId: undefined,
        unread: table === '' ? [] : [`table=${table}`],
      });
    },
  );
});

describe('a text that is no link to anything', () => {
  it.each([
    [token, 'is no link'],
    ['', 'is no link'],
    ['https://', 'is no link'],
    ['javascript:alert(1)//feishu.cn/base/x', 'is no link'],
    ['file:///base/x', 'is no link'],
    ['data:text/plain,/base/x', 'is no link'],
    ['evil.example/base/x', 'is no link'],
    ['https://acme.feishu.cn/', 'is a link to nothing that is known here'],
    ['https://acme.feishu.cn/base/', 'is a link to nothing that is known here'],
    [`https://acme.feishu.cn/base/%2e%2e%2fauth`, 'is a link to nothing that is known here'],
    [`https://acme.feishu.cn/base/a b`, 'is a link to nothing that is known here'],
    ['https://acme.feishu.cn/base/a%00b', 'is a link to nothing that is known here'],
    ['https://acme.feishu.cn/base/a;b', 'is a link to nothing that is known here'],
    ['https://project.feishu.cn/a/story/detail/x', 'is a link to nothing that is known here'],
    [`https://acme.feishu.cn%40evil.com/base/${token}`, 'is no link'],
  ])('%j %s', (text, why) => {
    expect(parseLink(text)).toBeUndefined();
    expect(whyNoLink(text)).toContain(why);
  });

  it('is dismissed at once, however it is made', () => {
    const started = cpuMs();
    for (const text of ['['.repeat(2_000), 'a.'.repeat(1_000), `[](${'a]('.repeat(600)}`]) {
      expect(parseLink(text)).toBeUndefined();
    }
    expect(cpuMs() - started).toBeLessThan(500);
  });
});

describe('the hosts whose links count', () => {
  it.each([
    'https://acme.feishu.cn',
    'https://feishu.cn',
    'https://acme.feishu-boe.cn',
    'https://acme.sg.larksuite.com',
    'https://acme.larkoffice.com',
    'https://project.feishu.cn',
    'https://meegle.com',
    'https://bases.example.com',
    'https://bases.example.com:8443',
    'http://127.0.0.1:8080',
  ])('include %s', (origin) => {
    expect(parseLink(`${origin}/base/${token}`)).toMatchObject({ kind: 'base', token });
  });

  it.each([
    'https://open.feishu.cn.evil.com',
    'https://evilfeishu.cn',
    'https://feishu-evil.cn',
    'https://feishu.cn.',
    'https://feishú.cn',
    'http://169.254.169.254',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'http://localhost:8080',
    'https://example.com',
    'https://a.bases.example.com',
  ])('do not include %s, and the refusal lists them', (origin) => {
    const refusal = /is a link to \S+, which is not a known host/;
    expect(() => parseLink(`${origin}/base/${token}`)).toThrow(refusal);
    const allowed = expect.stringMatching(/feishu\.cn.*bases\.example\.com.*FEISHU_LINK_HOSTS/);
    expect(issuesOf(`${origin}/base/${token}`)).toMatchObject([{ path: 'url', allowed }]);
  });

  it.each([
    `https://open.feishu.cn@evil.com/base/${token}`,
    `https://a:b@acme.feishu.cn/base/${token}`,
  ])('do not count where a user name stands before them: %s', (text) => {
    expect(() => parseLink(text)).toThrow('has a user name before its host');
  });
});

function issuesOf(text: string): unknown {
  try {
    return parseLink(text);
  } catch (error) {
    return error instanceof InputError ? error.issues : error;
  }
}
