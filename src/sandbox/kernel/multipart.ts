/** One part of a form. */
export interface FormPart {
  /** Absent where the sender named no file: the vendor's SDK sends buffers so. */
  readonly fileName: string | undefined;
  readonly bytes: Buffer;
}

/** By the name of the field; of fields with one name the first. */
export type MultipartForm = ReadonlyMap<string, FormPart>;

const formType = /^multipart\/form-data\s*(?:;|$)/i;
const boundaryIn = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)+)"|([^\s;"]+))/i;

/** Reads a `multipart/form-data` body (RFC 7578); undefined where it is none, or breaks off. */
export function parseForm(contentType: string, body: Buffer): MultipartForm | undefined {
  const [, quoted, bare] = boundaryIn.exec(contentType) ?? [];
  const boundary = quoted?.replace(/\\(.)/g, '$1') ?? bare;
  if (!formType.test(contentType) || boundary === undefined) return undefined;
  const parts = splitParts(body, boundary);
  const named = parts?.map(readPart);
  if (named === undefined) return undefined;
  const form = new Map<string, FormPart>();
  for (const part of named) {
    if (part === undefined) return undefined;
    if (!form.has(part.name)) form.set(part.name, part);
  }
  return form;
}

/** What stands between the delimiters; undefined without the closing one. */
function splitParts(body: Buffer, boundary: string): Buffer[] | undefined {
  const parts: Buffer[] = [];
  let open = findDelimiter(body, boundary, 0);
  while (open !== undefined && !open.closes) {
    const next = findDelimiter(body, boundary, open.end - lineEnd.length);
    if (next !== undefined) parts.push(body.subarray(open.end, Math.max(open.end, next.start)));
    open = next;
  }
  return open === undefined ? undefined : parts;
}

interface Delimiter {
  /** Where its own line break begins, which belongs to no part. */
  readonly start: number;
  /** Behind its line. */
  readonly end: number;
  readonly closes: boolean;
}

const lineEnd = '\r\n';
/** What may stand behind a boundary; another text that begins alike is content. */
const rest = /^(?:(--)|[ \t]*\r\n)/;

function findDelimiter(body: Buffer, boundary: string, from: number): Delimiter | undefined {
  const dashes = `--${boundary}`;
  for (let at = body.indexOf(dashes, from); at >= 0; at = body.indexOf(dashes, at + 1)) {
    const behind = at + Buffer.byteLength(dashes);
    const match = rest.exec(body.toString('latin1', behind, behind + 100));
    if (match !== null && startsLine(body, at)) {
      const start = Math.max(0, at - lineEnd.length);
      return { start, end: behind + match[0].length, closes: match[1] !== undefined };
    }
  }
  return undefined;
}

function startsLine(body: Buffer, at: number): boolean {
  return at === 0 || body.toString('latin1', at - lineEnd.length, at) === lineEnd;
}

const blankLine = '\r\n\r\n';
const disposition = /^content-disposition\s*:\s*form-data\s*;(.*)$/im;

function readPart(part: Buffer): (FormPart & { readonly name: string }) | undefined {
  const end = part.indexOf(blankLine);
  if (end < 0) return undefined;
  const parameters = disposition.exec(part.toString('utf8', 0, end))?.[1] ?? '';
  const name = parameter(parameters, 'name');
  if (name === undefined) return undefined;
  const bytes = part.subarray(end + blankLine.length);
  return { name, fileName: parameter(parameters, 'filename'), bytes };
}

function parameter(text: string, name: string): string | undefined {
  const form = new RegExp(
    `(?:^|;)\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`,
    'i',
  );
  const [, quoted, bare] = form.exec(text) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? bare;
}
