const mostBytes = 200;

/** Control and format characters, bidi marks among them, halves of characters, line separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What leads out of the folder, hides the file, or is trimmed anyway. */
const lead = /^[\s./\\]+/;
/** What Windows has other uses for. */
const reserved = /[\\/:*?"<>|]/g;
const tail = /(?<![\s.])[\s.]+$/;
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(?:\.|$)/i;
const extension = /\.[^.\s]{1,16}$/u;

/** A name for a new file from one that strangers chose: no path, no device, no tricks; the extension stays. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(invisible, '')
    .replace(lead, '')
    .replace(reserved, '_')
    .replace(tail, '');
  const usable = device.test(plain) ? `_${plain}` : plain;
  return usable === '' ? 'file' : shortened(usable);
}

function shortened(name: string): string {
  const ending = extension.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  return firstBytes(stem, mostBytes - Buffer.byteLength(ending)).replace(tail, '') + ending;
}

/** As many whole characters as fit. */
function firstBytes(text: string, count: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(count));
  return text.slice(0, read);
}

const mostNamesakes = 1_000;

/** `report.csv`, `report (2).csv`, `report (3).csv`… */
export function* namesakes(name: string): Generator<string> {
  const ending = extension.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  yield name;
  for (let count = 2; count <= mostNamesakes; count += 1) {
    yield `${stem} (${count})${ending}`;
  }
}
