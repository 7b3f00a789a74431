import { isJsonObject, type Json, type JsonObject } from '../../../../../core/json.js';
import { invalidParameter } from '../../../parameters.js';
import { refuse } from '../../../refusal.js';

/** Reads a field's `property`, or a part of it, and refuses it with the code of the field's type. */
export class Settings {
  private constructor(
    private readonly sent: JsonObject,
    private readonly code: number,
    private readonly path: string,
  ) {}

  static of(sent: Json | undefined, code: number, path = 'property'): Settings {
    const object = sent ?? {};
    if (isJsonObject(object)) return new Settings(object, code, path);
    return refuse(code, undefined, invalidParameter(path, `${path} must be an object`));
  }

  /** Refuses a setting; more about it goes into field violations. */
  fail(name: string, correctFormat: string, more: readonly string[] = []): never {
    const field = `${this.path}.${name}`;
    const violations = more.map((description) => ({ field, description }));
    return refuse(this.code, undefined, {
      ...invalidParameter(field, correctFormat),
      ...(violations.length === 0 ? {} : { field_violations: violations }),
    });
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** One of the named values; without a fallback it is required. */
  choice(name: string, allowed: readonly string[], fallback?: string): string {
    const value = this.get(name) ?? fallback;
    if (typeof value === 'string' && allowed.includes(value)) return value;
    return this.fail(name, `one of ${allowed.map((one) => `"${one}"`).join(' ')}`);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.get(name) ?? fallback;
    return typeof value === 'boolean' ? value : this.fail(name, 'a boolean');
  }

  text(name: string, fallback?: string): string {
    const value = this.get(name) ?? fallback;
    return typeof value === 'string' ? value : this.fail(name, 'a string');
  }

  number(name: string, fallback?: number): number {
    const value = this.get(name) ?? fallback;
    return typeof value === 'number' ? value : this.fail(name, 'a number');
  }

  /** An integer from `min` to `max`; without a fallback it is required. */
  integer(name: string, min: number, max: number, fallback?: number): number {
    const value = this.number(name, fallback);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    return this.fail(name, `an integer from ${min} to ${max}`);
  }

  /** A nested object; `{}` when absent. */
  part(name: string): Settings {
    return Settings.of(this.get(name), this.code, `${this.path}.${name}`);
  }

  /** A list of nested objects; empty when absent. */
  parts(name: string): Settings[] {
    const list = this.get(name) ?? [];
    if (!Array.isArray(list)) return this.fail(name, 'a list');
    return list.map((item: Json, index) =>
      Settings.of(item, this.code, `${this.path}.${name}[${index}]`),
    );
  }

  /** `null` is as good as absent. */
  private get(name: string): Json | undefined {
    return this.sent[name] ?? undefined;
  }
}
