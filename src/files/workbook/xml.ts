import { SaxesParser } from 'saxes';

export type XmlAttributes = Readonly<Record<string, string>>;

/** Takes the parts of an XML document as they come; names are without their prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Characters of one tag or text, which the parser holds until it ends. */
const longestPart = 16 * 1024 ** 2;

/** Parses a document piece by piece; yields after each, so that what has come of it can be passed on. */
export async function* parseXml(
  texts: AsyncIterable<string>,
  { open, close, text }: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let pending = 0;
  parser.on('opentag', ({ name, attributes }) => {
    pending = 0;
    open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    pending = 0;
    close?.(localName(name));
  });
  parser.on('text', (found) => text?.(found));
  parser.on('cdata', (found) => text?.(found));
  parser.on('error', (error) => {
    throw error;
  });
  for await (const piece of texts) {
    pending += piece.length;
    if (pending > longestPart) {
      throw new RangeError('a part of the document that does not end');
    }
    parser.write(piece);
    yield;
  }
  parser.close();
}

/** Parses a document to its end. */
export async function readXml(texts: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(texts, handler)) {
    // The handler takes what is in it.
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
