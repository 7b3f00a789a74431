import { isJsonObject, type Json } from '../../core/json.js';
import { plainCell } from '../read/plain.js';
import { isSegmentList, isTextSegment, richText } from '../read/rich-text.js';
import { emailAddress } from '../write/lookup.js';
import { type CellRefusal, refused, type WriteResult } from '../write/outcome.js';
import { type FieldKind, textHypothesis } from './kind.js';

const textType = 1;
/** Page "Bitable overview": what one cell holds at most. */
const maxLength = 100_000;

const words: Readonly<Record<string, string>> = { Email: 'email', Barcode: 'barcode' };

/** On one line, with no blanks around it, and no titled link, which the vendor compares by its title. */
const shortText = /^(?!.*\]\()\S(?:.{0,198}\S)?$/u;

export const textKind: FieldKind = {
  type: textType,
  family: 'text',
  typeWords: {
    Text: ['text', 'string', 'multiline text', 'long text', '文本', '多行文本', '单行文本'],
    Email: ['email', 'e-mail address', '邮箱', '电子邮箱'],
    Barcode: ['barcode', '条码'],
  },
  word: ({ uiType }) => words[uiType] ?? 'text',
  takes: () => `text of at most ${maxLength} characters`,
  reader: () => plainCell,
  writer: () => writeText,
  readsJson: isRichJson,
  isComparable: true,
  canBePrimary: true,
  isFreeText: true,
  searchable: shortText,
  infer: () =>
    textHypothesis((text) => emailAddress.test(text), { type: textType, ui_type: 'Email' }),
};

function writeText(value: Json): WriteResult {
  const text = textOf(value);
  if (text === undefined) {
    return refused(value);
  }
  return text.length > maxLength ? { problem: `has ${text.length} characters` } : { value: text };
}

/** Any other JSON is a text like another. */
function isRichJson(structure: Json): boolean {
  return isSegmentList(structure) && structure.every(({ type }) => segmentTypes.has(type));
}

const segmentTypes: ReadonlySet<string> = new Set(['text', 'url', 'mention']);

/** Text is written plain, though it reads in segments. */
function textOf(value: Json): string | undefined {
  if (Array.isArray(value)) {
    return value.every(isTextSegment) ? richText(value) : undefined;
  }
  return typeof value === 'object' ? undefined : String(value);
}

const phoneType = 13;
/** Page "Data structure": the form of a phone number; at most 64 characters by the overview. */
const phone = /^\+?\d*$/;
const maxPhoneLength = 64;
/** Numbers with a country code, Chinese mobile numbers, and such with an area code. */
const commonPhone = /^(?:\+\d[\d\s().-]{5,}\d|1[3-9]\d{9}|\(?0[1-9]\d{1,2}\)?[\s-]?\d{7,8})$/;

export const phoneKind: FieldKind = {
  type: phoneType,
  family: 'text',
  typeWords: { Phone: ['phone', 'phone number', '电话', '电话号码', '手机号'] },
  word: () => 'phone',
  takes: () => `a phone number: digits, with + before them if need be, at most ${maxPhoneLength}`,
  reader: () => (value) => value,
  writer: (field, { note }) => {
    return (value) => {
      const isText = typeof value === 'string' || typeof value === 'number';
      const text = isText ? withoutFraction(String(value).normalize('NFKC')) : undefined;
      const digits = text === undefined ? undefined : digitsOf(text);
      if (digits === undefined || digits.length > maxPhoneLength || !phone.test(digits)) {
        return refused(value);
      }
      if (text !== String(value).normalize('NFKC').trim()) {
        note(`${field.name}: .0 at the end of numbers was left out`);
      }
      return { value: digits };
    };
  },
  isComparable: true,
  canBePrimary: true,
  searchable: shortText,
  infer: () =>
    textHypothesis((text) => commonPhone.test(withoutFraction(text) ?? ''), { type: phoneType }),
};

/** Undefined for what is a number with a fraction; a fraction of nothing but zeros comes from a spreadsheet. */
function withoutFraction(text: string): string | undefined {
  const [, whole, fraction] = /^(\+?\d+)\.(\d{1,2})$/.exec(text.trim()) ?? [];
  return fraction === undefined || Number(fraction) === 0 ? (whole ?? text.trim()) : undefined;
}

/** Without what is only there to read it better. */
function digitsOf(text: string): string {
  return text.replaceAll(/[\s().\p{Pd}]/gu, '');
}

export const urlType = 15;
const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|mailto:|tel:)\S+$/i;
const markdown = /^\[([^\]]*)\]\((\S+)\)$/;
const webAddress = /^(?:\[[^\]]*\]\((?:https?|ftp):\/\/\S+\)|(?:https?|ftp):\/\/\S+)$/i;

export const urlKind: FieldKind = {
  type: urlType,
  family: 'text',
  typeWords: { Url: ['URL', 'hyperlink', '超链接', '链接'] },
  word: () => 'url',
  takes: () => 'a URL such as https://example.com, [text](url), or {"text", "link"}',
  reader: () => readUrl,
  writer: () => writeUrl,
  readsJson: isJsonObject,
  isComparable: true,
  canBePrimary: true,
  comparesWhole: true,
  infer: () => {
    const addresses = textHypothesis((text) => webAddress.test(text), { type: urlType });
    return { ...addresses, take: (value) => isLink(value) || addresses.take(value) };
  },
};

/** Just the address where there is no other text. */
function readUrl(value: Json): Json {
  if (!isJsonObject(value)) {
    return value;
  }
  const { text = null, link = null } = value;
  return text === link && typeof link === 'string' && address.test(link) ? link : { text, link };
}

function writeUrl(value: Json): WriteResult {
  if (isJsonObject(value)) {
    const { link } = value;
    const text = value['text'] ?? link;
    return typeof link === 'string' && typeof text === 'string'
      ? { value: { text, link } }
      : refused(value);
  }
  return typeof value === 'string' ? writeAddress(value.trim()) : refused(value);
}

function writeAddress(text: string): WriteResult {
  const [, name, link = text] = markdown.exec(text) ?? [];
  return address.test(link) ? { value: { text: name || link, link } } : refused(text, 'not a URL');
}

/** Tells whether a value is a URL with its text, and nothing else. */
export function isLink(value: Json): boolean {
  const isPair = isJsonObject(value) && Object.keys(value).sort().join() === 'link,text';
  return isPair && typeof value['link'] === 'string' && typeof value['text'] === 'string';
}

const coordinates = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/;

export const locationKind: FieldKind = {
  type: 22,
  family: 'text',
  typeWords: { Location: ['place', 'location', '地理位置', '位置'] },
  word: () => 'location',
  takes: () => 'longitude and latitude such as "116.397755,39.903179"',
  reader: () => plainCell,
  writer: () => writeLocation,
  readsJson: () => true,
  isComparable: true,
  canBePrimary: true,
  canonical: (cell) => (typeof cell === 'string' && cell !== '' ? { location: cell } : cell),
};

function writeLocation(value: Json): WriteResult {
  const text = pairOf(value)?.normalize('NFKC').replaceAll(/\s/g, '') ?? '';
  const match = coordinates.exec(text);
  if (match === null) {
    return refused(value);
  }
  const [longitude, latitude] = [Number(match[1]), Number(match[2])];
  return checkedPair(text, longitude, latitude) ?? { value: text };
}

function pairOf(value: Json): string | undefined {
  const place = isJsonObject(value) ? value['location'] : value;
  const isPair = Array.isArray(place) && place.length === 2;
  return typeof place === 'string' ? place : isPair ? place.join(',') : undefined;
}

function checkedPair(text: string, longitude: number, latitude: number): CellRefusal | undefined {
  if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
    return undefined;
  }
  const isSwapped = Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180;
  return refused(text, isSwapped ? 'but longitude comes first' : 'which is no place on earth');
}
