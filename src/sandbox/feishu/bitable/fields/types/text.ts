import { isJsonObject, type Json } from '../../../../../core/json.js';
import { refuse } from '../../../refusal.js';
import { emailSegment, locationObject, textSegment } from '../../cells/objects.js';
import { textFamily } from '../../filter/text-condition.js';
import { text } from '../../formula/values.js';
import type { Cell } from '../../model.js';
import {
  absentProperty,
  type FieldType,
  holding,
  noProperty,
  settingsRule,
  wrongBody,
} from './field-type.js';

const maxTextLength = 100_000;

export const textType: FieldType = {
  type: 1,
  uiTypes: ['Text', 'Barcode', 'Email'],
  creatable: true,
  primary: true,
  property: (sent, context) => {
    const rule = context.uiType === 'Barcode' ? barcodeProperty : noProperty(1254080);
    return rule(sent, context);
  },
  write: {
    code: 1254060,
    name: 'Multiline',
    must: 'be a string',
    accept: (value, _field, { reject }) => {
      if (typeof value !== 'string') return reject();
      if (value.length > maxTextLength) refuse(1254130);
      return value === '' ? null : { kind: 'text', text: value };
    },
  },
  convert: ({ text: shown }) => (shown === '' ? null : { kind: 'text', text: shown }),
  ...holding('text', {
    legacy: (cell, field, { textAsArray }) => (textAsArray ? segments(cell, field) : cell.text),
    modern: segments,
    value: (cell) => text(cell.text),
  }),
  filter: textFamily,
};

const barcodeProperty = settingsRule(1254080, (settings) => {
  const modes = settings.part('allowed_edit_modes');
  return {
    allowed_edit_modes: { manual: modes.flag('manual', true), scan: modes.flag('scan', true) },
  };
});

function segments(
  { text: shown, segments: rich }: Extract<Cell, { kind: 'text' }>,
  { uiType }: { readonly uiType: string },
): Json {
  if (rich !== undefined) return [...rich];
  return [uiType === 'Email' ? emailSegment(shown) : textSegment(shown)];
}

export const phoneType: FieldType = {
  type: 13,
  uiTypes: ['Phone'],
  creatable: true,
  primary: true,
  property: noProperty(wrongBody),
  write: {
    code: 1254072,
    name: 'Phone',
    must: 'match (\\+)?\\d*, at most 64 characters',
    accept: (value, _field, { reject }) => {
      if (typeof value !== 'string' || !isPhone(value)) return reject();
      return value === '' ? null : { kind: 'text', text: value };
    },
  },
  convert: ({ text: shown }) =>
    shown !== '' && isPhone(shown) ? { kind: 'text', text: shown } : null,
  // Phone numbers are plain, every other text comes in segments.
  ...holding('text', {
    legacy: (cell) => cell.text,
    modern: (cell) => cell.text,
    value: (cell) => text(cell.text),
  }),
  filter: textFamily,
};

/** The overview page: `(\+)?\d*`, at most 64 characters. */
function isPhone(value: string): boolean {
  return value.length <= 64 && /^\+?\d*$/.test(value);
}

export const urlType: FieldType = {
  type: 15,
  uiTypes: ['Url'],
  creatable: true,
  primary: true,
  property: absentProperty(1254087),
  write: {
    code: 1254068,
    name: 'Link',
    must: 'be an object',
    // `{text, link}`; without a text the link is shown.
    accept: (value, _field, { reject }) => {
      if (!isJsonObject(value)) return reject();
      const link = value['link'];
      const shown = value['text'] ?? link;
      if (typeof link !== 'string' || typeof shown !== 'string') return reject();
      return link === '' && shown === '' ? null : { kind: 'url', text: shown, link };
    },
  },
  convert: ({ text: shown }) => (shown === '' ? null : { kind: 'url', text: shown, link: shown }),
  ...holding('url', {
    legacy: (cell) => ({ link: cell.link, text: cell.text }),
    modern: (cell) => ({ link: cell.link, text: cell.text }),
    value: (cell) => text(cell.text),
  }),
  filter: textFamily,
};

const coordinates = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/;

export const locationType: FieldType = {
  type: 22,
  uiTypes: ['Location'],
  creatable: true,
  primary: true,
  property: settingsRule(wrongBody, (settings) => ({
    location: {
      input_type: settings
        .part('location')
        .choice('input_type', ['only_mobile', 'not_limit'], 'not_limit'),
    },
  })),
  write: {
    code: 1254015,
    name: 'Location',
    must: 'be "longitude,latitude"',
    // The live service looks the address up; here the coordinates are all there is to know.
    accept: (value, _field, { reject }) => {
      const match = typeof value === 'string' ? coordinates.exec(value) : null;
      if (match === null || typeof value !== 'string') return reject();
      if (Math.abs(Number(match[1])) > 180 || Math.abs(Number(match[2])) > 90) return reject();
      const address = { pname: '', cityname: '', adname: '', address: '', name: value };
      return { kind: 'location', location: value, address: { ...address, full_address: value } };
    },
  },
  ...holding('location', {
    legacy: locationObject,
    modern: locationObject,
    value: (cell) => text(cell.address.full_address),
  }),
  filter: textFamily,
};
