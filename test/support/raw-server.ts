import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { type Args, expectNoSecret, type Facts, main, signedIn } from './server-fixture.js';

/** The built server as a child process, spoken to line by line: for what no well-behaved client would send or do. */
export class RawServer {
  readonly #lines: string[] = [];
  #stderr = '';
  #rest = '';
  #lastId = 0;

  private constructor(
    readonly child: ChildProcessWithoutNullStreams,
    private readonly sandbox: RunningSandbox,
  ) {
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (chunk: Buffer) => {
      this.#stderr += chunk;
    });
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const [rest = '', ...lines] = `${this.#rest}${chunk}`.split('\n').reverse();
      this.#rest = rest;
      this.#lines.push(...lines.reverse());
    });
  }

  /** Starts it for a sandbox of this process, and says hello. `flags` are Node's own. */
  static async start(sandbox: RunningSandbox, flags: readonly string[] = []): Promise<RawServer> {
    const env = { FEISHU_BASE_URL: sandbox.url, ...signedIn(sandbox) };
    const server = new RawServer(spawn(process.execPath, [...flags, main], { env }), sandbox);
    const clientInfo = { name: 'raw', version: '0' };
    const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    await server.ask('initialize', hello);
    return server;
  }

  /** Sends a line as it is. */
  line(text: string): void {
    this.child.stdin.write(`${text}\n`);
  }

  /** Sends a request and gives its answer. */
  ask(method: string, params: object): Promise<Facts> {
    return this.askRaw(method, JSON.stringify(params));
  }

  /** The same with parameters as JSON text, such as no serializer would write. */
  askRaw(method: string, params: string): Promise<Facts> {
    const id = this.send(method, params);
    return this.answerTo(id);
  }

  /** Sends a request without waiting; gives its id. */
  send(method: string, params: string): number {
    this.#lastId += 1;
    const id = this.#lastId;
    this.line(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`);
    return id;
  }

  call(tool: string, args: Args): Promise<Facts> {
    return this.ask('tools/call', { name: tool, arguments: args });
  }

  /** The first message with this id; fails when the server ends without it. */
  async answerTo(id: number | null): Promise<Facts> {
    for (;;) {
      const found = this.messages.find((message) => message['id'] === id);
      if (found !== undefined) return found;
      expect(this.child.stdout.readableEnded, `no answer to ${id}`).toBe(false);
      const waiting = new AbortController();
      const event = (name: string) => once(this.child.stdout, name, { signal: waiting.signal });
      await Promise.race([event('data'), event('end')]);
      waiting.abort();
    }
  }

  /** Everything that came; a line that is no JSON-RPC fails the test that reads it. */
  get messages(): readonly Facts[] {
    return this.#lines.map((text) => {
      const message = JSON.parse(text);
      expect(message.jsonrpc).toBe('2.0');
      return message;
    });
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** False once the process ended. */
  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Does something that must end the process; gives the exit code, or null where a signal killed it. */
  async endBy(action: () => void): Promise<number | null> {
    expect(this.running).toBe(true);
    const closed = once(this.child, 'close');
    action();
    const [code] = await closed;
    expect(this.#rest).toBe('');
    expectNoSecret(this.#stderr + JSON.stringify(this.messages), this.sandbox);
    return code;
  }

  /** Ends it the usual way. */
  async end(): Promise<void> {
    expect(await this.endBy(() => this.child.stdin.end())).toBe(0);
  }
}
