import type { Answer } from '../../kernel/answer.js';
import { projectErrors } from './error-table.js';
import type { ProjectRefusal } from './refusal.js';
import { type Wire, type WireObject, writeWire } from './wire.js';

/** The members of the envelope beside `err`, `err_msg` and `err_code`. */
export interface ProjectReply extends WireObject {
  readonly data?: Wire;
  readonly pagination?: WireObject;
}

/** An answer that is a file in place of an envelope. */
export class ProjectFile {
  constructor(
    readonly name: string,
    readonly mediaType: string,
    readonly bytes: Uint8Array,
  ) {}
}

/** An answer with an envelope of its own: the newer file API says `{code, message, data}`. */
export class BareReply {
  constructor(readonly body: WireObject) {}
}

/** What a handler gave, in the envelope that is its own. */
export function answerOf(reply: ProjectReply | ProjectFile | BareReply): Answer {
  if (reply instanceof ProjectFile) return fileAnswer(reply);
  if (reply instanceof BareReply) return json(200, reply.body, 0);
  return json(200, { ...reply, err: {}, err_msg: '', err_code: 0 }, 0);
}

/** `err_msg` is the generic text, `err.msg` the specific one. */
export function refusalAnswer({ code, words }: ProjectRefusal, logId: string): Answer {
  const { errMsg, status } = entryOf(code);
  const { msg = errMsg, innerCode = code } = words;
  const err = { code: innerCode, msg, log_id: logId };
  return json(status, { err, err_msg: words.errMsg ?? errMsg, err_code: code }, code);
}

/** The envelope of the token calls. */
export function tokenAnswer(data: WireObject): Answer {
  return json(200, { data, error: { code: 0, msg: 'success' } }, 0);
}

export function tokenRefusal({ code, words }: ProjectRefusal): Answer {
  const { errMsg, status } = entryOf(code);
  return json(status, { data: {}, error: { code, msg: words.msg ?? errMsg } }, code);
}

function entryOf(code: number) {
  return projectErrors.get(code) ?? { errMsg: 'Internal Error', status: 500 };
}

function json(status: number, body: WireObject, code: number): Answer {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers, body: writeWire(body), code };
}

function fileAnswer({ name, mediaType, bytes }: ProjectFile): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
    body: bytes,
  };
}
