import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  ErrorCode,
  type JSONRPCRequest,
  LATEST_PROTOCOL_VERSION,
  type Result,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/sdk/types.js';
import type { Tool, Toolbox } from '../core/tool.js';
import { invalidParams, ProtocolError, quote } from './protocol-error.js';
import { type ProgressParams, RunningCalls, type Stopping } from './running-calls.js';
import { toolCaller } from './tool-calls.js';

interface ServerOptions {
  readonly toolbox: Toolbox;
  readonly version: string;
  /** What an agent should know before its first call. */
  readonly instructions?: string;
  /** Takes one line for the people who run the server; never for the client. */
  readonly log: (line: string) => void;
  /** The clock's; without it nothing is ever put off. */
  readonly sleep?: (ms: number) => Promise<void>;
}

/** An MCP server without its transport. */
export interface ToolServer {
  connect(transport: Transport): Promise<void>;
  /** Asks running calls to stop, and those to come. Their results are sent if somebody still reads, and logged if not. */
  stop(which: Stopping, somebodyReads: boolean): void;
  /** Resolves once no call is running; its answer leaves on the next turn of the event loop. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** `cancelled` fires when the client cancels or is gone; the SDK then sends no answer. */
type Handler = (request: JSONRPCRequest, cancelled: AbortSignal) => Result | Promise<Result>;

export function createServer(options: ServerOptions): ToolServer {
  const { log } = options;
  const info = { name: 'bitable-mcp', title: 'Feishu / Lark Bitable', version: options.version };
  const server = new TasklessServer(info, { capabilities });
  const calls = new RunningCalls();
  const handlers = new Map<string, Handler>([
    ['initialize', initializer(info, options.instructions)],
    ['tools/list', toolLister(options.toolbox.tools)],
    ['tools/call', toolCaller({ ...options, calls, notify: progressTo(server) })],
  ]);
  // One untyped handler for all: the SDK's typed ones rewrite arguments, results and error codes on the way.
  server.removeRequestHandler('initialize');
  server.fallbackRequestHandler = async (request, { signal }) => {
    const handler = handlers.get(request.method);
    if (handler) {
      return handler(request, signal);
    }
    throw new ProtocolError(ErrorCode.MethodNotFound, `Unknown method ${quote(request.method)}.`);
  };
  server.onerror = (error) => log(error.message);
  return {
    connect: (transport) => server.connect(transport),
    stop: (which, somebodyReads) => calls.stop(which, somebodyReads),
    idle: () => calls.idle(),
    close: () => server.close(),
  };
}

const capabilities = { tools: {} };

/**
 * "Receivers that do not declare the task capability MUST process requests normally, ignoring any
 * task-augmentation metadata" (MCP 2025-11-25, Tasks); the SDK answers them with an error.
 */
class TasklessServer extends Server {
  protected override assertTaskHandlerCapability(): void {}
}

function progressTo(server: Server): (params: ProgressParams) => void {
  return (params) => {
    // Without a connection there is nobody to tell.
    server.notification({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

function initializer(serverInfo: Result, instructions: string | undefined): Handler {
  return ({ params }) => {
    const wanted = params?.protocolVersion;
    if (typeof wanted !== 'string') {
      throw invalidParams(`"protocolVersion" is missing, such as "${LATEST_PROTOCOL_VERSION}".`);
    }
    const protocolVersion = SUPPORTED_PROTOCOL_VERSIONS.includes(wanted)
      ? wanted
      : LATEST_PROTOCOL_VERSION;
    return { protocolVersion, capabilities, serverInfo, ...(instructions && { instructions }) };
  };
}

function toolLister(tools: readonly Tool[]): Handler {
  const list = { tools: tools.map(published) };
  return ({ params }) => {
    const cursor = params?.cursor ?? undefined;
    if (cursor === undefined) {
      return list;
    }
    throw invalidParams('Unknown cursor: all tools are on the first page.');
  };
}

/** Key by key, so that nothing else a tool object holds gets out. */
function published(tool: Tool): Tool {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  return { name, title, description, inputSchema, outputSchema, annotations };
}
