import { SaxesParser } from 'saxes';

export type XmlAttributes = Readonly<Record<string, string>>;

/** Takes the parts of an XML document as they come; names are without their prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Parses a document piece by piece; yields after each, so that what has come of it can be passed on. */
export async function* parseXml(
  texts: AsyncIterable<string>,
  { open, close, text }: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => open?.(localName(name), attributes));
  parser.on('closetag', ({ name }) => close?.(localName(name)));
  parser.on('text', (found) => text?.(found));
  parser.on('cdata', (found) => text?.(found));
  parser.on('error', (error) => {
    throw error;
  });
  for await (const piece of texts) {
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
