import type { Json, JsonObject } from '../../src/core/json.js';
import type { FeishuEndpointName } from '../../src/endpoints/catalogue.js';
import { addField } from '../../src/sandbox/feishu/bitable/fields/field-store.js';
import { fieldHandlers } from '../../src/sandbox/feishu/bitable/fields/fields.js';
import { createIds } from '../../src/sandbox/feishu/bitable/ids.js';
import type {
  Base,
  Bitable,
  BitableField,
  Scope,
  Table,
} from '../../src/sandbox/feishu/bitable/model.js';
import { recordSearchHandlers } from '../../src/sandbox/feishu/bitable/records/record-search.js';
import { recordHandlers } from '../../src/sandbox/feishu/bitable/records/records.js';
import { createDefaultView } from '../../src/sandbox/feishu/bitable/views/view-store.js';
import type { CallIdentity } from '../../src/sandbox/feishu/directory.js';
import { defaultFeishuOptions, type FeishuOptions } from '../../src/sandbox/feishu/options.js';
import { Refusal } from '../../src/sandbox/feishu/refusal.js';
import type { Handler } from '../../src/sandbox/feishu/request.js';
import { createDirectory, owner, robotOpenId } from '../../src/sandbox/feishu/tenant.js';
import { createWorld } from '../../src/sandbox/feishu/world.js';

export const identity: CallIdentity = { kind: 'tenant', openId: robotOpenId, appId: 'cli_test' };
export const origin = 'http://127.0.0.1:8000';
export const person = owner;
export const directory = createDirectory();

/** 2026-01-02 03:04:05 UTC, which is 11:04:05 in Shanghai. */
export const startMs = Date.UTC(2026, 0, 2, 3, 4, 5);

const handlers: Partial<Record<FeishuEndpointName, Handler>> = {
  ...fieldHandlers,
  ...recordHandlers,
  ...recordSearchHandlers,
};

export interface Call {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  readonly path?: Readonly<Record<string, string>>;
}

/** One base with the tables that a test asks for, called through the handlers. */
export class TestBase {
  nowMs = startMs;
  readonly bitable: Bitable;
  readonly base: Base;

  constructor(options: Partial<FeishuOptions> = {}) {
    const ids = createIds('test');
    this.base = {
      appToken: ids.newAppToken(),
      name: 'Base',
      folderToken: '',
      createdTime: 0,
      timeZone: 'Asia/Shanghai',
      ownerId: 'ou_owner',
      isEmbedded: false,
      isAdvanced: false,
      roles: new Map(),
      formulaType: 1,
      revision: 1,
      copyingUntil: 0,
      rolesReadyAt: 0,
      tables: new Map(),
      dashboards: new Map(),
      workflows: [],
      blockWorkflows: [],
    };
    this.bitable = {
      clock: { now: () => this.nowMs, sleep: () => Promise.resolve() },
      directory,
      options: { ...defaultFeishuOptions, ...options },
      ids,
      bases: new Map([[this.base.appToken, this.base]]),
      files: new Map(),
      pageMarks: new Map(),
    };
  }

  table(name: string, ...fields: readonly Json[]): TestTable {
    const table: Table = {
      tableId: this.bitable.ids.newTableId(),
      name,
      revision: 1,
      fields: [],
      fieldGroups: [],
      views: [createDefaultView(this.bitable)],
      rows: new Map(),
      lastSerial: 0,
    };
    this.base.tables.set(table.tableId, table);
    const made = new TestTable(this, table);
    for (const field of fields) addField(made.scope, field);
    return made;
  }

  /** A file that was uploaded to the base; returns its token. */
  file(name = 'a.png', appToken = this.base.appToken): string {
    const fileToken = this.bitable.ids.newFileToken();
    const content = new Uint8Array([1, 2, 3]);
    const file = { fileToken, appToken, name, type: 'image/png', size: 3, content };
    this.bitable.files.set(fileToken, file);
    return fileToken;
  }
}

export class TestTable {
  readonly scope: Scope;

  constructor(
    readonly owner: TestBase,
    readonly table: Table,
  ) {
    this.scope = { bitable: owner.bitable, base: owner.base, table };
  }

  get id(): string {
    return this.table.tableId;
  }

  field(name: string): BitableField {
    return this.table.fields.find((field) => field.name === name)!;
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  call(name: FeishuEndpointName, { query = {}, body = {}, path = {} }: Call = {}): any {
    const fixed = { app_token: this.scope.base.appToken, table_id: this.id };
    return handlers[name]!(
      {
        name,
        path: { ...fixed, ...path },
        query: new URLSearchParams(query),
        body,
        identity,
        origin,
      },
      createWorld(this.scope.bitable),
    );
  }

  /** Creates a record and returns its id. */
  add(fields: JsonObject, query: Readonly<Record<string, string>> = {}): string {
    return this.call('bitable_records_create', { query, body: { fields } }).record.record_id;
  }

  update(recordId: string, fields: JsonObject) {
    return this.call('bitable_records_update', { path: { record_id: recordId }, body: { fields } });
  }

  /** The cells of a record as search and batch_get show them. */
  modern(recordId: string, body: JsonObject = {}) {
    const asked = { record_ids: [recordId], ...body };
    return this.call('bitable_records_batch_get', { body: asked }).records[0].fields;
  }

  /** The cells of a record as list and get show them. */
  legacy(recordId: string, query: Readonly<Record<string, string>> = {}) {
    const path = { record_id: recordId };
    return this.call('bitable_records_get', { path, query }).record.fields;
  }
}

/** The refusal that a call ends with. */
export function refusalOf(call: () => unknown): Refusal {
  try {
    call();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('the call was not refused');
}

export function codeOf(call: () => unknown): number {
  return refusalOf(call).code;
}
