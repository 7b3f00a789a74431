import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.js';
import type { EndpointName } from '../../../../src/endpoints/catalogue.js';
import type { Clock } from '../../../../src/http/clock.js';
import type { FaultInput } from '../../../../src/sandbox/faults/faults.js';
import type { SandboxClock } from '../../../../src/sandbox/kernel/clock.js';
import type { ProjectOptions } from '../../../../src/sandbox/project/options.js';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/server.js';
import type { ProjectCredentials } from '../../../../src/services/project/sign-in.js';
import type { OperationName } from '../../../../src/tools/catalog/tasks.js';
import { projectClient } from '../../../support/project-client.js';
import { toolContext } from '../../../support/tool-context.js';
import { createToolbox } from '../../../support/toolbox.js';
import { emptyFolder } from '../../files/folder-fixture.js';

type Args = Readonly<Record<string, unknown>>;

// biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
export type Facts = Record<string, any>;

/** A Saturday, far from the change of any year. */
const start = Date.parse('2026-11-21T09:30:00+08:00');

/** One time for client and service. Waits are over at once; what is longer is a deadline, and never comes. */
function leapingClock(): Clock & SandboxClock & { pass(ms: number): void } {
  let now = start;
  const pass = (ms: number) => {
    now += ms;
  };
  return {
    now: () => now,
    wallTime: () => now,
    pass,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      if (ms <= 5_000) {
        pass(ms);
        return;
      }
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  };
}

interface FixtureOptions {
  readonly options?: Partial<ProjectOptions>;
  readonly credentials?: (sandbox: RunningSandbox) => ProjectCredentials;
}

interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number | undefined) => void;
}

/** The sandbox, the tools of Feishu Project that run against it in this process, and a folder for their files. */
export class ProjectToolFixture {
  readonly folder = emptyFolder();
  readonly #context;

  private constructor(
    readonly sandbox: RunningSandbox,
    readonly clock: ReturnType<typeof leapingClock>,
    credentials: ProjectCredentials,
  ) {
    const client = projectClient(sandbox, { clock, credentials });
    this.#context = toolContext(client, { folders: [this.folder] });
  }

  static async start({
    options = {},
    credentials,
  }: FixtureOptions = {}): Promise<ProjectToolFixture> {
    const clock = leapingClock();
    const defects: unknown[] = [];
    const sandbox = await startSandbox({
      clock,
      projectOptions: options,
      onError: (error) => defects.push(error),
    });
    onTestFinished(async () => {
      await sandbox.close();
      expect(defects).toEqual([]);
    });
    return new ProjectToolFixture(sandbox, clock, credentials?.(sandbox) ?? sandbox.project.access);
  }

  get sample() {
    return this.sandbox.project.sample;
  }

  get world() {
    return this.sandbox.project.world;
  }

  /** The link of an item of the sample. */
  link(handle: string): string {
    return `${this.sandbox.url}${this.sample.pathOf(handle)}`;
  }

  /** Where an item of the sample is, in the vendor's terms. */
  item(handle: string) {
    const work_item_id = this.sample.items[handle] ?? '';
    const { projectKey, typeKey } = this.stored(handle);
    return { project_key: projectKey, work_item_type_key: typeKey, work_item_id };
  }

  stored(handle: string) {
    const item = this.world.items.get(this.sample.items[handle] ?? '');
    if (item === undefined) {
      throw new Error(`there is no item ${handle}`);
    }
    return item;
  }

  node(handle: string, key: string) {
    return this.stored(handle).nodes.find((node) => node.key === key);
  }

  run(name: OperationName, args: Args, { signal, onProgress }: RunOptions = {}) {
    return createToolbox([name], this.#context).run(name, args, {
      signal: signal ?? new AbortController().signal,
      progress: onProgress ?? (() => undefined),
    });
  }

  /** The facts of a call that must succeed. */
  async answer(name: OperationName, args: Args, options?: RunOptions): Promise<Facts> {
    const { text, structured = {}, isError } = await this.run(name, args, options);
    expect(isError, text).toBe(false);
    return structured;
  }

  /** What a write would send. */
  async wouldSend(name: OperationName, args: Args): Promise<Facts> {
    const { would_send } = await this.answer(name, { ...args, dry_run: true });
    return would_send;
  }

  /** The text of a call that must fail. */
  async failure(name: OperationName, args: Args, options?: RunOptions): Promise<string> {
    const { text, isError } = await this.run(name, args, options);
    expect(isError, text).toBe(true);
    return text;
  }

  put(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  fault(fault: FaultInput): void {
    this.sandbox.faults.add(fault);
  }

  /** An answer in place of the service's own. */
  reply(endpoint: EndpointName, body: JsonObject, status = 200, times = 1): void {
    this.fault({ kind: 'reply', endpoint, status, body: JSON.stringify(body), times });
  }

  /** What the service was asked, call by call, the sign-in apart. */
  get calls(): readonly string[] {
    return this.sandbox.requests
      .map(({ name }) => name ?? '')
      .filter((name) => !name.includes('token'));
  }
}
