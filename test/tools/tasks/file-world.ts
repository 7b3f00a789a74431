import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { ToolResult } from '../../../src/core/tool.js';
import type { Client } from '../../../src/http/client.js';
import {
  type RunningSandbox,
  type SandboxSettings,
  startSandbox,
} from '../../../src/sandbox/server.js';
import { emptyFolder } from '../../files/world.js';
import { sandboxClient } from '../client.js';
import { toolContext } from '../context.js';
import { createToolbox } from '../toolbox.js';

type Args = Readonly<Record<string, unknown>>;

// biome-ignore lint/suspicious/noExplicitAny: what comes back is asserted, not assumed.
export type Facts = Record<string, any>;

const names = [
  'bitable_import_file',
  'bitable_export_table',
  'bitable_records_search',
  'bitable_fields_list',
  'bitable_fields_create',
  'bitable_tables_list',
  'bitable_tables_create',
] as const;

export interface Heard {
  readonly done: number;
  readonly total: number | undefined;
}

/** The tools that touch files, a folder for them, and whoever answers their requests. */
export class FileWorld {
  readonly progress: Heard[] = [];
  readonly #toolbox;

  constructor(
    readonly folder: string,
    client: Client,
    folders: readonly string[] = [folder],
  ) {
    this.#toolbox = createToolbox(names, toolContext(client, { folders }));
  }

  run(
    tool: (typeof names)[number],
    args: Args,
    signal = new AbortController().signal,
  ): Promise<ToolResult> {
    const progress = (done: number, total: number | undefined) => {
      this.progress.push({ done, total });
    };
    return this.#toolbox.run(tool, args, { signal, progress });
  }

  /** The facts of a call that must succeed. */
  async call(tool: (typeof names)[number], args: Args): Promise<Facts> {
    const { text, structured, isError } = await this.run(tool, args);
    expect(isError, text).toBe(false);
    return structured ?? {};
  }

  /** What the agent reads of a call that must fail. */
  async failure(tool: (typeof names)[number], args: Args): Promise<string> {
    const { text, isError } = await this.run(tool, args);
    expect(isError, text).toBe(true);
    return text;
  }

  put(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.folder, name), content);
    return name;
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }
}

export interface SandboxWorld {
  readonly world: FileWorld;
  readonly sandbox: RunningSandbox;
  /** Of the sample base. */
  readonly app_token: string;
  /** The sample's tasks. */
  readonly table_id: string;
}

export async function sandboxWorld(settings: SandboxSettings = {}): Promise<SandboxWorld> {
  const defects: unknown[] = [];
  const sandbox = await startSandbox({ onError: (error) => defects.push(error), ...settings });
  onTestFinished(async () => {
    await sandbox.close();
    expect(defects).toEqual([]);
  });
  const { pathname, searchParams } = new URL(sandbox.sampleUrl);
  return {
    world: new FileWorld(emptyFolder(), sandboxClient(sandbox)),
    sandbox,
    app_token: pathname.split('/').at(-1) ?? '',
    table_id: searchParams.get('table') ?? '',
  };
}
