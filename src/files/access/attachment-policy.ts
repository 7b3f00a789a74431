/** What runs where somebody opens it: programs, installers, scripts, and pages that carry scripts. */
const refusedExtensions: ReadonlySet<string> = new Set([
  ...['exe', 'dll', 'com', 'scr', 'pif', 'cpl', 'sys', 'msi', 'msp', 'msix', 'appx', 'apk'],
  ...['bat', 'cmd', 'ps1', 'psm1', 'vbs', 'vbe', 'js', 'mjs', 'cjs', 'jse', 'wsf', 'hta', 'lnk'],
  ...['reg', 'jar', 'sh', 'bash', 'zsh', 'command', 'run', 'elf', 'so', 'dylib', 'app'],
  ...['html', 'htm', 'xhtml', 'shtml', 'mht', 'mhtml', 'svg', 'svgz'],
]);

interface Signature {
  readonly what: string;
  readonly fits: (head: Buffer) => boolean;
}

/** What the first bytes give away, whatever the file is called. */
const signatures: readonly Signature[] = [
  // A text may begin with these two letters, but has no zero bytes.
  { what: 'a Windows program', fits: (head) => starts(head, 'MZ') && head.includes(0) },
  { what: 'a Linux program', fits: (head) => starts(head, '\x7fELF') },
  {
    what: 'a macOS program',
    fits: (head) => /^(?:\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)/.test(latin(head)),
  },
  { what: 'a script', fits: (head) => /^(?:\xef\xbb\xbf)?#!/.test(latin(head)) },
  {
    what: 'a web page',
    fits: (head) => /^<(?:!doctype\s+html|html|head|body|script)\b/i.test(markup(head)),
  },
  { what: 'an SVG drawing', fits: (head) => /^<(?:svg\b|!doctype\s+svg)/i.test(markup(head)) },
];

const headBytes = 4_096;

/** Why a file is not uploaded as an attachment; undefined where it may be. `head` is how its content begins. */
export function attachmentProblem(name: string, head: Uint8Array): string | undefined {
  const extension = /\.([^.\s]+)[.\s]*$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (refusedExtensions.has(extension)) {
    return `is a .${extension} file; programs, scripts and web pages are not uploaded`;
  }
  const bytes = Buffer.from(head.subarray(0, headBytes));
  const found = signatures.find(({ fits }) => fits(bytes));
  return found && `holds ${found.what}, which is not uploaded, whatever it is called`;
}

function starts(head: Buffer, magic: string): boolean {
  return latin(head).startsWith(magic);
}

function latin(head: Buffer): string {
  return head.toString('latin1');
}

/** From the first element on: behind a byte order mark, blanks, the XML declaration and comments. */
function markup(head: Buffer): string {
  const text = latin(head);
  const prolog =
    /^(?:\xef\xbb\xbf)?(?:\s|<\?[^>]*>|<!--(?:(?!-->)[\s\S])*-->)*/.exec(text)?.[0] ?? '';
  return text.slice(prolog.length);
}
