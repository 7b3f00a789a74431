import type { Json } from '../../core/json.js';
import type { NumberForm } from './number-format.js';

/** Days from the start of the workbook's calendar to 1970-01-01. */
export type Epoch = 25_569 | 24_107;

const daySeconds = 86_400;
/** Excel counts a 29 February 1900 that there was not. */
const leapDay = 60;

/** A number as a person reads it in its cell: dates and times as text, with the digits that Excel shows. */
export function numberValue(text: string, form: NumberForm, epoch: Epoch): Json {
  const number = Number(Number(text).toPrecision(15));
  if (text.trim() === '' || Number.isNaN(number)) {
    return text;
  }
  switch (form.is) {
    case 'number':
      return number;
    case 'percent':
      return `${Number((number * 100).toPrecision(15))}%`;
    case 'digits':
      return Number.isInteger(number) && number >= 0
        ? String(number).padStart(form.count, '0')
        : number;
    case 'elapsed':
      return number >= 0 ? elapsedText(number) : number;
    default:
      return momentText(number, form.is, epoch) ?? number;
  }
}

/** Undefined for what is no moment: Excel shows `####` there. */
function momentText(
  serial: number,
  form: 'date' | 'date and time' | 'time',
  epoch: Epoch,
): string | undefined {
  if (form === 'time' && serial >= 0 && serial < 1) {
    return clockText(Math.round(serial * daySeconds) % daySeconds);
  }
  const isBeforeLeapDay = epoch === 25_569 && serial < leapDay;
  const days = serial - epoch + (isBeforeLeapDay ? 1 : 0);
  const moment = new Date(Math.round(days * daySeconds) * 1_000);
  if (serial < 0 || Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9_999) {
    return undefined;
  }
  const [date = '', time = ''] = moment.toISOString().split(/[T.]/);
  const isMidnight = time === '00:00:00';
  return form === 'date' && isMidnight ? date : `${date} ${time.replace(/:00$/, '')}`;
}

function clockText(seconds: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  const minutes = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? minutes : `${minutes}:${two(seconds % 60)}`;
}

/** `36:15` for a day and a half and fifteen minutes. */
function elapsedText(days: number): string {
  return clockText(Math.round(days * daySeconds));
}

/** Characters that XML cannot hold are written as `_x000D_`. */
export function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
