import { z } from 'zod';
import { defineTask } from '../../../context/task.js';
import { input } from './args.js';

const text = z.string();
const name = text.optional();

export const bitableResolveLink = defineTask({
  title: 'Resolve a link',
  summary:
    'What a Feishu or Lark link leads to: base, table, view and record with ids and names; bases behind wiki pages and inside documents and spreadsheets. app_token takes /base/ and /wiki/ links as they are.',
  effect: 'read',
  input,
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
  load: () => import('./run.js'),
});
