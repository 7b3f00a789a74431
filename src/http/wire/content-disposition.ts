const extended = /\bfilename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i;
const quoted = /\bfilename\s*=\s*"((?:[^"\\]|\\.)*)"/i;
const bare = /\bfilename\s*=\s*([^";\s]+)/i;

/** The file name of a Content-Disposition header (RFC 6266); never fit to be used as a path. */
export function fileNameIn(header: string): string | undefined {
  const encoded = extended.exec(header)?.[1];
  const decoded = encoded === undefined ? undefined : decode(encoded);
  return decoded ?? quoted.exec(header)?.[1]?.replace(/\\(.)/g, '$1') ?? bare.exec(header)?.[1];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
