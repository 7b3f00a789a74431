import { isJsonObject, type Json } from '../../core/json.js';
import { plainCell } from '../read/plain.js';
import { refused } from '../read/shown.js';
import type { CellRefusal, FieldKind, WriteResult } from './kind.js';

const coordinates = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/;

export const locationKind: FieldKind = {
  word: () => 'location',
  takes: () => 'longitude and latitude such as "116.397755,39.903179"',
  reader: () => plainCell,
  writer: () => writePlace,
};

function writePlace(value: Json): WriteResult {
  const text = textOf(value)?.normalize('NFKC').replaceAll(/\s/g, '') ?? '';
  const match = coordinates.exec(text);
  if (match === null) {
    return refused(value);
  }
  const [longitude, latitude] = [Number(match[1]), Number(match[2])];
  return checked(text, longitude, latitude) ?? { value: text };
}

function textOf(value: Json): string | undefined {
  const place = isJsonObject(value) ? value['location'] : value;
  const isPair = Array.isArray(place) && place.length === 2;
  return typeof place === 'string' ? place : isPair ? place.join(',') : undefined;
}

function checked(text: string, longitude: number, latitude: number): CellRefusal | undefined {
  if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
    return undefined;
  }
  const isSwapped = Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180;
  return refused(text, isSwapped ? 'but longitude comes first' : 'which is no place on earth');
}
