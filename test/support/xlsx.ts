import { deflateRawSync } from 'node:zlib';

/** A cell as Office Open XML writes it. */
export type XlsxCell = string | number | { readonly xml: string };

export interface XlsxSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly rows: readonly (readonly XlsxCell[])[];
  /** What stands below the rows. */
  readonly after?: string;
}

const namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Number formats of cells, by their `s`: general, a date, digits, percent, a date and time. */
const styles = `<styleSheet ${namespace}><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="10"/><xf numFmtId="22"/></cellXfs></styleSheet>`;

/** Builds a workbook. */
export function xlsxOf(sheets: readonly XlsxSheet[], bookProperties = ''): Buffer {
  const texts: string[] = [];
  const parts = sheets.map((sheet) => sheetXml(sheet, texts));
  const listed = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" ${hidden ? 'state="hidden"' : ''} r:id="r${index}"/>`,
  );
  const ids = sheets.map((_, index) => relation(`r${index}`, 'worksheet', `sheets/${index}.xml`));
  return zipOf({
    '_rels/.rels': relationsXml([relation('r', 'officeDocument', '/xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook ${namespace} xmlns:r="${relations}">${bookProperties}<sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...ids,
      relation('s', 'styles', 'styles.xml'),
      relation('t', 'sharedStrings', 'sharedStrings.xml'),
    ]),
    'xl/styles.xml': styles,
    'xl/sharedStrings.xml': `<sst ${namespace}>${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...Object.fromEntries(parts.map((part, index) => [`xl/sheets/${index}.xml`, part])),
  });
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
}

function relationsXml(all: readonly string[]): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

function sheetXml({ rows, after = '' }: XlsxSheet, texts: string[]): string {
  const written = rows.map((cells, index) => {
    const line = index + 1;
    const xml = cells.map((cell, at) =>
      cellXml(cell, `${String.fromCharCode(65 + at)}${line}`, texts),
    );
    return `<row r="${line}">${xml.join('')}</row>`;
  });
  return `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${written.join('').replaceAll(/<(\/?)(?=\w)/g, '<$1x:')}</x:sheetData>${after}</x:worksheet>`;
}

function cellXml(cell: XlsxCell, ref: string, texts: string[]): string {
  if (typeof cell === 'number') {
    return `<c r="${ref}"><v>${cell}</v></c>`;
  }
  if (typeof cell === 'object') {
    return cell.xml.replace('<c', `<c r="${ref}"`);
  }
  const number = texts.push(`<r><t>${cell}</t></r><rPh><t>reading</t></rPh>`) - 1;
  return cell === '' ? '' : `<c r="${ref}" t="s"><v>${number}</v></c>`;
}

/** Builds a zip archive, without checksums. */
export function zipOf(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(Buffer.from(text));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    entries.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...entries, ...directory, end]);
}
