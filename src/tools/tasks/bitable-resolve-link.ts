import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import { Attempts } from '../attempts.js';
import { isUsualHost, parseLink, whyNoLink } from '../link.js';
import { adviceOn, linkFacts } from './resolve-link/link-facts.js';
import { defineTask } from './task.js';

const text = z.string();
const name = text.optional();

export const bitableResolveLink = defineTask({
  title: 'Resolve a link',
  summary:
    'What a Feishu or Lark link leads to: base, table, view and record with ids and names; bases behind wiki pages and inside documents and spreadsheets. app_token takes /base/ and /wiki/ links as they are.',
  effect: 'read',
  input: { url: text.min(1).max(2_000).describe('Any link') },
  output: {
    kind: text.describe('base, docx, sheets, folder…'),
    token: name.describe('Of what is no base'),
    title: name,
    node_token: name.describe('Of the wiki page'),
    app_token: name,
    base_name: name,
    table_id: name,
    table_name: name,
    view_id: name,
    view_name: name,
    record_id: name,
    record_name: name,
    block_id: name,
    block_kind: name,
    block_name: name,
    bases: z.array(z.object({ app_token: text, table_id: text, table_name: name })).optional(),
    project_key: name,
    work_item_type_key: name,
    work_item_id: name,
  },
  async run({ url }, desk) {
    const link = parseLink(url);
    if (link === undefined) {
      throw new InputError([{ path: 'url', problem: whyNoLink(url), allowed: knownLinks }]);
    }
    if (!isUsualHost(link.host)) {
      desk.note(`${link.host} is no usual host of Feishu or Lark; nothing was sent there`);
    }
    const attempts = new Attempts();
    const facts = await linkFacts({ desk, attempts }, link);
    return { facts, notes: [...adviceOn(facts), ...attempts.notes()] };
  },
});

const knownLinks =
  'https://….feishu.cn, larksuite.com or larkoffice.com with /base/, /wiki/, /docx/, /sheets/, /drive/folder/ and the like';
