import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { afterEach, expect } from 'vitest';
import { manualClock } from '../../../src/sandbox/kernel/clock.js';
import {
  type RunningSandbox,
  type SandboxSettings,
  startSandbox,
} from '../../../src/sandbox/server.js';

/** What the SDK's methods answer with: its types leave out what only the envelope has. */
interface Reply<Data> {
  readonly code?: number | undefined;
  readonly msg?: string | undefined;
  readonly data?: Data | undefined;
}

interface Path {
  readonly app_token: string;
  readonly table_id: string;
}

/** A sandbox and the vendor's own client for it. */
export interface Sdk {
  readonly sandbox: RunningSandbox;
  readonly client: Client;
  /** The sample base, which a person owns. */
  readonly sample: Path;
}

const running: RunningSandbox[] = [];
const defects: unknown[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
  expect(defects.splice(0)).toEqual([]);
});

let apps = 0;

/** Every sandbox is an app of its own, for the SDK keeps tokens by app for the whole process. */
export async function startSdk(settings: SandboxSettings = {}): Promise<Sdk> {
  apps += 1;
  const sandbox = await startSandbox({
    appId: `cli_${apps.toString(16).padStart(16, '0')}`,
    clock: manualClock(Date.UTC(2026, 10, 21)),
    onError: (error) => defects.push(error),
    ...settings,
  });
  running.push(sandbox);
  const { pathname, searchParams } = new URL(sandbox.sampleUrl);
  const sample = {
    app_token: pathname.split('/').at(-1) ?? '',
    table_id: searchParams.get('table') ?? '',
  };
  return { sandbox, client: clientOf(sandbox), sample };
}

export function clientOf({ appId, appSecret, url }: RunningSandbox, secret = appSecret): Client {
  return new Client({
    appId,
    appSecret: secret,
    domain: url,
    loggerLevel: LoggerLevel.error,
    logger: quiet,
  });
}

/** The SDK logs every refusal with its whole connection; the tests look at what it throws. */
const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

/** `data` of a call that must succeed. */
export async function dataOf<Data>(call: Promise<Reply<Data>>): Promise<Data> {
  const { data, ...rest } = await call;
  expect(rest).toEqual({ code: 0, msg: 'success' });
  return data!;
}
