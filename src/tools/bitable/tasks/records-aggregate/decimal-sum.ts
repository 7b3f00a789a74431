import type { Json } from '../../../../core/json.js';

const decimal = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** A sum of decimals as they are written, without the noise of binary fractions: 0.1 and 0.2 make 0.3. */
export class DecimalSum {
  /** Whole numbers, as long as they are few and small enough to be kept so. */
  #whole = 0;
  /** Everything else: this many units of 10^-scale. */
  #units = 0n;
  #scale = 0;

  /** Takes a number, or the digits of one that no number can hold. */
  add(value: number | string): void {
    const whole = typeof value === 'number' ? this.#whole + value : Number.NaN;
    if (Number.isSafeInteger(value) && Number.isSafeInteger(whole)) {
      this.#whole = whole;
    } else {
      this.#addDecimal(String(value));
    }
  }

  /** The nearest number; the digits themselves of a whole number that none can hold. */
  result(): Json {
    const text = this.#text();
    const number = Number(text);
    return text.includes('.') || Number.isSafeInteger(number) ? number : text;
  }

  /** With 15 digits at most, which leaves out what division rounds. */
  average(count: number): Json {
    return count === 0 ? null : Number((Number(this.#text()) / count).toPrecision(15));
  }

  #addDecimal(text: string): void {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
    const units = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
    const scale = fraction.length - Number(exponent);
    if (scale > this.#scale) {
      this.#units *= 10n ** BigInt(scale - this.#scale);
      this.#scale = scale;
    }
    this.#units += units * 10n ** BigInt(this.#scale - scale);
  }

  #text(): string {
    const units = this.#units + BigInt(this.#whole) * 10n ** BigInt(this.#scale);
    const sign = units < 0n ? '-' : '';
    const digits = String(units < 0n ? -units : units).padStart(this.#scale + 1, '0');
    const point = digits.length - this.#scale;
    const fraction = digits.slice(point).replace(/0+$/, '');
    return `${sign}${digits.slice(0, point)}${fraction && `.${fraction}`}`;
  }
}
