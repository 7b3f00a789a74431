import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../core/json.js';

/** A file, or a block of one, that travels beside the arguments of a call. */
export interface FilePart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Multipart {
  readonly contentType: string;
  readonly body: Uint8Array;
}

const lineEnd = '\r\n';

/** The body of a form (RFC 7578): the fields in their order, and the file behind them. */
export function multipart(fields: JsonObject, fileField: string, file: FilePart): Multipart {
  const boundary = `bitable-mcp-${randomUUID()}`;
  const open = `--${boundary}${lineEnd}`;
  const texts = Object.entries(fields).map(([name, value]) => {
    return `${open}${disposition(name)}${lineEnd}${lineEnd}${fieldText(value ?? null)}${lineEnd}`;
  });
  const head = `${open}${disposition(fileField)}; filename="${escaped(file.name)}"${lineEnd}content-type: application/octet-stream${lineEnd}${lineEnd}`;
  const tail = `${lineEnd}--${boundary}--${lineEnd}`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(texts.join('') + head), file.bytes, Buffer.from(tail)]),
  };
}

function disposition(name: string): string {
  return `content-disposition: form-data; name="${escaped(name)}"`;
}

function fieldText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As browsers write names that would end the line or the quotes. */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
