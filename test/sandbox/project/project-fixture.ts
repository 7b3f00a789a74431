import type { ProjectEndpointName } from '../../../src/endpoints/catalogue.js';
import { type ManualClock, manualClock } from '../../../src/sandbox/kernel/clock.js';
import { ProjectRefusal } from '../../../src/sandbox/project/gateway/refusal.js';
import { BareReply, ProjectFile } from '../../../src/sandbox/project/gateway/reply.js';
import type { ProjectRequest } from '../../../src/sandbox/project/gateway/request.js';
import type { WireObject } from '../../../src/sandbox/project/gateway/wire.js';
import { handlerOf } from '../../../src/sandbox/project/handlers.js';
import type { WorkItem } from '../../../src/sandbox/project/model/work-item.js';
import type { ProjectOptions } from '../../../src/sandbox/project/options.js';
import { createProjectWorld } from '../../../src/sandbox/sample/project/sample.js';

/** A Friday, 10:00 in Shanghai. */
export const someFriday = Date.UTC(2026, 10, 20, 2);

interface Ask {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: WireObject;
  /** By name; 张三 when absent. */
  readonly as?: string;
  readonly token?: ProjectRequest['identity']['tokenKind'];
  readonly headers?: ProjectRequest['headers'];
  readonly file?: ProjectRequest['file'];
}

/** How a call was refused. */
export interface Refused {
  readonly code: number;
  readonly msg: string | undefined;
  readonly errMsg: string | undefined;
}

/** The sample spaces, whose handlers tests call as the server would. */
export class ProjectFixture {
  readonly clock: ManualClock = manualClock(someFriday);
  readonly world;
  readonly sample;

  constructor(options: Partial<ProjectOptions> = {}) {
    const { world, sample } = createProjectWorld('tests', this.clock, options);
    this.world = world;
    this.sample = sample;
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  call(name: ProjectEndpointName, ask: Ask = {}): any {
    const reply = handlerOf(name)(this.request(ask), this.world);
    if (reply instanceof ProjectFile) return reply;
    return reply instanceof BareReply ? reply.body : reply;
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  data(name: ProjectEndpointName, ask: Ask = {}): any {
    return this.call(name, ask).data;
  }

  refused(name: ProjectEndpointName, ask: Ask = {}): Refused {
    try {
      this.call(name, ask);
    } catch (error) {
      if (!(error instanceof ProjectRefusal)) throw error;
      return { code: error.code, msg: error.words.msg, errMsg: error.words.errMsg };
    }
    return { code: 0, msg: undefined, errMsg: undefined };
  }

  code(name: ProjectEndpointName, ask: Ask = {}): number {
    return this.refused(name, ask).code;
  }

  id(handle: string): string {
    return this.sample.items[handle]!;
  }

  number(handle: string): number {
    return Number(this.id(handle));
  }

  item(handle: string): WorkItem {
    return this.world.items.get(this.id(handle))!;
  }

  key(name: string): string {
    return this.sample.userKeyOf(name);
  }

  /** The path of an item of the sample. */
  path(handle: string, more: Readonly<Record<string, string>> = {}) {
    const { typeKey } = this.item(handle);
    return { work_item_type_key: typeKey, work_item_id: this.id(handle), ...more };
  }

  /** The item as `work_items_get` tells of it. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  read(handle: string, body: WireObject = {}): any {
    const path = this.path(handle);
    return this.data('project_work_items_get', {
      path,
      body: { work_item_ids: [this.number(handle)], ...body },
    })[0];
  }

  /** The value of a field, by its key or alias. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  value(handle: string, field: string): any {
    return this.read(handle, { fields: [field] }).fields[0]?.field_value;
  }

  operate(handle: string, node: string, body: WireObject, as = '张三'): Refused {
    return this.refused('project_nodes_operate', {
      path: this.path(handle, { node_id: node }),
      body,
      as,
    });
  }

  /** The statuses of the nodes, by key. */
  statuses(handle: string): Record<string, number> {
    const { workflow_nodes: nodes } = this.data('project_workflows_get', {
      path: this.path(handle),
    });
    return Object.fromEntries(
      nodes.map((node: { state_key: string; status: number }) => [node.state_key, node.status]),
    );
  }

  private request({ path, query, body, as = '张三', token = 'plugin', headers, file }: Ask) {
    return {
      path: { project_key: 'xinghe', ...path },
      query: new URLSearchParams(query),
      body: body ?? {},
      file,
      identity: { userKey: this.key(as), tokenKind: token },
      headers: { 'x-auth-mode': '1', ...headers },
      origin: 'http://127.0.0.1',
    };
  }
}
