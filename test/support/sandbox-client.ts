import { afterEach, expect } from 'vitest';
import { type ManualClock, manualClock } from '../../src/sandbox/kernel/clock.js';
import {
  type RunningSandbox,
  type SandboxSettings,
  startSandbox,
} from '../../src/sandbox/server.js';

export const startMs = Date.UTC(2026, 10, 21, 2, 0, 0);
export const bitablePath = '/open-apis/bitable/v1';
export const tokenPath = '/open-apis/auth/v3/tenant_access_token/internal';

interface Options {
  readonly body?: unknown;
  /** In place of the client's own token; null sends no Authorization. */
  readonly authorization?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of any shape.
  readonly body: any;
}

/** A sandbox with a clock that stands still, and a signed-in client for it. */
export class Gateway {
  readonly errors: unknown[] = [];
  token = '';

  private constructor(
    readonly sandbox: RunningSandbox,
    readonly clock: ManualClock,
    errors: unknown[],
  ) {
    this.errors = errors;
  }

  static async start(settings: SandboxSettings = {}): Promise<Gateway> {
    const clock = manualClock(startMs);
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const options = { rolesReadyMs: 0, ...settings.options };
    const sandbox = await startSandbox({ clock, onError, ...settings, options });
    const gateway = new Gateway(sandbox, clock, errors);
    running.push(gateway);
    gateway.token = (await gateway.signIn()).body.tenant_access_token;
    return gateway;
  }

  signIn(): Promise<Reply> {
    const { appId, appSecret } = this.sandbox;
    const body = { app_id: appId, app_secret: appSecret };
    return this.call('POST', tokenPath, { body, authorization: null });
  }

  /** Sends a request; a body that is a string goes as it is. */
  async call(method: string, path: string, options: Options = {}): Promise<Reply> {
    const { body, authorization = `Bearer ${this.token}`, headers = {} } = options;
    const signed = authorization === null ? {} : { authorization };
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await fetch(this.sandbox.url + path, {
      method,
      headers: { ...headers, ...signed },
      ...(body === undefined ? {} : { body: payload }),
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text, body: parsed(text) };
  }

  api(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.call(method, bitablePath + path, { body });
  }

  /** `data` of a call that must succeed. */
  async data(method: string, path: string, body?: unknown) {
    const reply = await this.api(method, path, body);
    expect(reply.body).toMatchObject({ code: 0 });
    return reply.body.data;
  }

  /** The vendor's code for a call. */
  async code(method: string, path: string, body?: unknown): Promise<number> {
    return (await this.api(method, path, body)).body.code;
  }

  /** `/apps/…` of the sample base. */
  get base(): string {
    return `/apps/${new URL(this.sandbox.sampleUrl).pathname.split('/').at(-1)}`;
  }

  /** `/apps/…/tables/…` of the sample's tasks. */
  get table(): string {
    return `${this.base}/tables/${new URL(this.sandbox.sampleUrl).searchParams.get('table')}`;
  }

  /** How many tasks there are, past every fault and limit. */
  get rowCount(): number {
    const [, app = '', , table = ''] = this.table.split('/').slice(1);
    return this.sandbox.world.bitable.bases.get(app)!.tables.get(table)!.rows.size;
  }
}

const running: Gateway[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ sandbox }) => sandbox.close()));
});

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
