/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Narrows to a list that cannot be changed, where `Array.isArray` would narrow to `any[]`. */
export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}
