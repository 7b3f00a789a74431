import { posix } from 'node:path';
import type { LocalFile } from '../../core/local-file.js';
import { refusal } from '../access/refusal.js';
import { type Epoch, unescaped } from './cell-value.js';
import { formOf, type NumberForm } from './number-format.js';
import { readXml, type XmlAttributes } from './xml.js';
import { asCsv, openZip, unreadable, type ZipArchive } from './zip.js';

/** One sheet of a workbook. */
export interface Worksheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Where it is in the archive. */
  readonly part: string;
}

/** A workbook whose sheets can be read. */
export interface Workbook {
  readonly zip: ZipArchive;
  /** In their order. */
  readonly sheets: readonly Worksheet[];
  /** Texts that cells refer to by number. */
  readonly texts: readonly string[];
  /** By the style of a cell, how its number is shown. */
  readonly forms: readonly NumberForm[];
  readonly epoch: Epoch;
}

/** Opens an .xlsx file: ECMA-376, Office Open XML. */
export async function openWorkbook(file: LocalFile, argument: string): Promise<Workbook> {
  const zip = await openZip(file, argument);
  const [book] = await targetsOf(zip, '', 'officeDocument');
  if (book === undefined) {
    throw refusal(argument, 'is a zip archive, not an .xlsx workbook', asCsv);
  }
  const parts = await relationsOf(zip, book);
  const partOf = (type: string) => parts.find((part) => part.type === type)?.target;
  const { sheets, epoch } = await readBook(zip, book, parts);
  if (sheets.length === 0) {
    throw unreadable(argument);
  }
  const [texts, styles] = [partOf('sharedStrings'), partOf('styles')];
  return {
    zip,
    sheets,
    epoch,
    texts: texts === undefined ? [] : await readTexts(zip, texts, argument),
    forms: styles === undefined ? [] : await readForms(zip, styles),
  };
}

interface Relation {
  readonly id: string;
  /** The last part of its address, which is the same in both variants of the standard. */
  readonly type: string;
  readonly target: string;
}

async function relationsOf(zip: ZipArchive, part: string): Promise<readonly Relation[]> {
  const { dir, base } = posix.parse(part);
  const name = posix.join(dir, '_rels', `${base}.rels`);
  const relations: Relation[] = [];
  if (zip.has(name)) {
    await readXml(zip.texts(name), {
      open: (tag, { Id = '', Type = '', Target = '' }) => {
        if (tag === 'Relationship') {
          const target = posix.join(Target.startsWith('/') ? '' : dir, Target).replace(/^\//, '');
          relations.push({ id: Id, type: posix.basename(Type), target });
        }
      },
    });
  }
  return relations;
}

async function targetsOf(zip: ZipArchive, part: string, type: string): Promise<readonly string[]> {
  const relations = await relationsOf(zip, part);
  return relations.filter((relation) => relation.type === type).map(({ target }) => target);
}

async function readBook(zip: ZipArchive, book: string, parts: readonly Relation[]) {
  const sheets: Worksheet[] = [];
  let epoch: Epoch = 25_569;
  await readXml(zip.texts(book), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr' && /^(?:1|true)$/.test(attributes['date1904'] ?? '')) {
        epoch = 24_107;
      }
      const sheet = tag === 'sheet' ? sheetOf(attributes, parts) : undefined;
      if (sheet !== undefined) {
        sheets.push(sheet);
      }
    },
  });
  return { sheets, epoch };
}

/** Undefined for a sheet that is a chart. */
function sheetOf(attributes: XmlAttributes, parts: readonly Relation[]): Worksheet | undefined {
  const [, id] = Object.entries(attributes).find(([name]) => /(?:^|:)id$/.test(name)) ?? [];
  const part = parts.find((relation) => relation.id === id && relation.type === 'worksheet');
  const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
  return part && { name: unescaped(attributes['name'] ?? ''), isHidden, part: part.target };
}

/** Characters of texts that are held while the cells are read. */
const mostText = 64 * 1024 ** 2;

async function readTexts(
  zip: ZipArchive,
  part: string,
  argument: string,
): Promise<readonly string[]> {
  const texts: string[] = [];
  const text = new CellText();
  let length = 0;
  await readXml(zip.texts(part), {
    open: (tag) => text.open(tag),
    text: (found) => text.add(found),
    close: (tag) => {
      text.close(tag);
      if (tag === 'si') {
        const whole = text.take();
        length += whole.length;
        texts.push(whole);
      }
      if (length > mostText) {
        throw refusal(argument, 'is a workbook with more than 64 million characters', asCsv);
      }
    },
  });
  return texts;
}

/** Gathers the text of one cell, its runs joined, without the phonetic readings of East Asian ones. */
export class CellText {
  #text = '';
  #isText = false;
  #isPhonetic = false;

  open(tag: string): void {
    this.#isPhonetic ||= tag === 'rPh';
    this.#isText = tag === 't' && !this.#isPhonetic;
  }

  add(text: string): void {
    if (this.#isText) {
      this.#text += text;
    }
  }

  close(tag: string): void {
    this.#isText = false;
    if (tag === 'rPh') {
      this.#isPhonetic = false;
    }
  }

  take(): string {
    const text = unescaped(this.#text);
    this.#text = '';
    return text;
  }
}

async function readForms(zip: ZipArchive, part: string): Promise<readonly NumberForm[]> {
  const codes = new Map<number, string>();
  const forms: NumberForm[] = [];
  let isInCells = false;
  await readXml(zip.texts(part), {
    open: (tag, { numFmtId = '0', formatCode = '' }) => {
      isInCells ||= tag === 'cellXfs';
      if (tag === 'numFmt') {
        codes.set(Number(numFmtId), formatCode);
      } else if (tag === 'xf' && isInCells) {
        forms.push(formOf(Number(numFmtId), codes.get(Number(numFmtId))));
      }
    },
    close: (tag) => {
      isInCells &&= tag !== 'cellXfs';
    },
  });
  return forms;
}
