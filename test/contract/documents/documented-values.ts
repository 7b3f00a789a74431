import { expect } from 'vitest';
import type { JsonObject } from '../../../src/core/json.js';
import type { RunningSandbox } from '../../../src/sandbox/server.js';

/** One field of the documents: how it is made, what a cell of it takes, and how that reads afterwards. */
export interface DocumentedValue {
  readonly field: JsonObject & { readonly field_name: string; readonly type: number };
  /** Absent for what the vendor works out by itself. */
  readonly write?: Written;
  /** Of search and batch_get. */
  readonly modern: unknown;
  /** Of list and get. */
  readonly legacy: unknown;
  /** Of list and get with `text_field_as_array`, where that differs. */
  readonly asArray?: unknown;
}

/** What the vendor's SDK takes as a value of `fields`. */
export type Written =
  | string
  | number
  | boolean
  | string[]
  | { text: string; link: string }
  | { id: string }[]
  | { file_token: string }[];

/** What the values name: a row of another table, and a file of the base. */
export interface Named {
  readonly linkedTableId: string;
  readonly linkedRecordIds: string[];
  /** What the primary field of those rows says. */
  readonly linkedTexts: readonly string[];
  readonly fileToken: string;
}

/** The table of A03 and of the pages "Search records" and "List records" (A30), field by field. */
export function documentedValues(sandbox: RunningSandbox, named: Named): DocumentedValue[] {
  return [...texts(), ...numbers(), ...choices(), ...objects(sandbox, named), ...computed(sandbox)];
}

function texts(): DocumentedValue[] {
  const task = '我是最大的功能开发🥕';
  return [
    {
      field: { field_name: '任务描述', type: 1 },
      write: task,
      modern: [{ text: task, type: 'text' }],
      legacy: task,
      asArray: [{ text: task, type: 'text' }],
    },
    {
      field: { field_name: '条码', type: 1, ui_type: 'Barcode' },
      write: '123',
      modern: [{ text: '123', type: 'text' }],
      legacy: '123',
      asArray: [{ text: '123', type: 'text' }],
    },
    {
      field: { field_name: '邮箱', type: 1, ui_type: 'Email' },
      write: 'a@b.cn',
      modern: [{ link: 'mailto:a@b.cn', text: 'a@b.cn', type: 'url' }],
      legacy: 'a@b.cn',
      asArray: [{ link: 'mailto:a@b.cn', text: 'a@b.cn', type: 'url' }],
    },
    {
      field: { field_name: '电话号码', type: 13 },
      write: '+2020202020',
      modern: '+2020202020',
      legacy: '+2020202020',
    },
  ];
}

/** A number is written as a number and listed as text (A03). */
function numbers(): DocumentedValue[] {
  const currency = { formatter: '0.00', currency_code: 'CNY' };
  return [
    number('人力耗时', 64, {}),
    number('进度', 0.66, { ui_type: 'Progress' }),
    number('金额', 100.5, { ui_type: 'Currency', property: currency }),
    number('评分', 3, { ui_type: 'Rating' }),
  ];
}

function number(field_name: string, value: number, settings: JsonObject): DocumentedValue {
  const field = { field_name, type: 2, ...settings };
  return { field, write: value, modern: value, legacy: String(value) };
}

/** The same in every encoding. */
function choices(): DocumentedValue[] {
  return [
    same({ field_name: '状态', type: 3 }, '开发中'),
    same({ field_name: '相关部门', type: 4 }, ['产品', '设计', '研发']),
    same({ field_name: '截止日期', type: 5 }, 1612108800000),
    same({ field_name: '是否完成', type: 7 }, true),
    same(
      { field_name: '文档地址', type: 15 },
      { text: '文档备份', link: 'https://bytedance.feishu.cn/drive/home/' },
    ),
  ];
}

function same(field: DocumentedValue['field'], value: Written): DocumentedValue {
  return { field, write: value, modern: value, legacy: value };
}

function objects({ world, url }: RunningSandbox, named: Named): DocumentedValue[] {
  const { people, chats } = world.bitable.directory;
  const { linkedTableId, linkedRecordIds, linkedTexts, fileToken } = named;
  const { open_id, name, en_name, email, avatar_url } = people[1]!;
  const person = [{ id: open_id, name, en_name, email, avatar_url }];
  const group = [chats[0]];
  const link = { table_id: linkedTableId };
  const linked = {
    modern: { link_record_ids: linkedRecordIds },
    legacy: [
      {
        record_ids: linkedRecordIds,
        table_id: linkedTableId,
        text: linkedTexts.join(','),
        text_arr: linkedTexts,
        type: 'text',
      },
    ],
  };
  const medias = `${url}/open-apis/drive/v1/medias`;
  const file = { file_token: fileToken, name: '2.gif', size: 4, type: 'image/gif' };
  const download = `${medias}/${fileToken}/download`;
  const temporary = `${medias}/batch_get_tmp_download_url?file_tokens=${fileToken}`;
  return [
    {
      field: { field_name: '任务执行人', type: 11 },
      write: [{ id: open_id }],
      modern: person,
      legacy: person,
    },
    {
      field: { field_name: '群组', type: 23 },
      write: [{ id: chats[0]!.id }],
      modern: group,
      legacy: group,
    },
    {
      field: { field_name: '单向关联', type: 18, property: link },
      write: linkedRecordIds,
      ...linked,
    },
    {
      field: { field_name: '双向关联', type: 21, property: link },
      write: linkedRecordIds,
      ...linked,
    },
    {
      field: { field_name: '任务附件', type: 17 },
      write: [{ file_token: fileToken }],
      modern: [{ ...file, url: permitted(download, '?'), tmp_url: permitted(temporary, '&') }],
      legacy: [{ ...file, url: download, tmp_url: temporary }],
    },
    {
      field: { field_name: '地理位置', type: 22 },
      write: '116.397755,39.903179',
      modern: place,
      legacy: place,
    },
  ];
}

/** The link of a file in search and batch_get also says which table gives the right to it. */
function permitted(link: string, sign: '?' | '&'): unknown {
  const extra = '%7B%22bitablePerm%22%3A%7B%22tableId%22%3A%22tbl\\w+%22%2C%22rev%22%3A\\d+%7D%7D';
  const literal = link.replaceAll(/[?.]/g, '\\$&');
  return expect.stringMatching(new RegExp(`^${literal}\\${sign}extra=${extra}$`));
}

const place = {
  location: '116.397755,39.903179',
  pname: expect.any(String),
  cityname: expect.any(String),
  adname: expect.any(String),
  address: expect.any(String),
  name: expect.any(String),
  full_address: expect.any(String),
};

/** What the vendor fills in: who and when, and a number by the rule of the guide's example (A05). */
function computed({ world }: RunningSandbox): DocumentedValue[] {
  const now = world.bitable.clock.now();
  const number = expect.stringMatching(/^00\dno\d{8}$/);
  const rule = [
    { type: 'system_number', value: '3' },
    { type: 'fixed_text', value: 'no' },
    { type: 'created_time', value: 'yyyyMMdd' },
  ];
  return [
    { field: { field_name: '创建时间', type: 1001 }, modern: now, legacy: now },
    { field: { field_name: '最后更新时间', type: 1002 }, modern: now, legacy: now },
    { field: { field_name: '创建人', type: 1003 }, modern: [author], legacy: author },
    { field: { field_name: '修改人', type: 1004 }, modern: [author], legacy: author },
    {
      field: {
        field_name: '自动编号',
        type: 1005,
        property: { auto_serial: { type: 'custom', options: rule } },
      },
      modern: number,
      legacy: number,
    },
  ];
}

const author = {
  id: expect.stringMatching(/^ou_/),
  name: expect.any(String),
  en_name: expect.any(String),
  email: expect.any(String),
  avatar_url: expect.any(String),
};
