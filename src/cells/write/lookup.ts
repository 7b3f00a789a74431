/**
 * What must be looked up before a value can be written or compared. Cells only say what they need; the tools, which
 * can call and read files, find it.
 */
export type CellLookup =
  /** A person of the tenant by e-mail address. */
  | { readonly kind: 'person'; readonly email: string }
  /** A record of a linked table by the text of its primary field. */
  | {
      readonly kind: 'record';
      readonly tableId: string;
      readonly title: string;
      /** All records whose title is the text or holds it, not the one that it names. */
      readonly match?: TitleMatch;
      /** Of a text that is a title or lists several: what stands between its separators. */
      readonly parts?: readonly string[] | undefined;
    }
  /** A local file that becomes an attachment. */
  | { readonly kind: 'file'; readonly path: string };

/** How a title is compared with a text. */
export type TitleMatch = 'is' | 'contains';

/** An id, or why there is none. */
export type LookupResult =
  /** `ids`: all of them, where several may be found, or none. */
  | { readonly id: string; readonly ids?: readonly string[] }
  | { readonly problem: string; readonly allowed?: string };

/** What was found, by `lookupKey`. */
export type LookupResults = ReadonlyMap<string, LookupResult>;

/** Gives a text that is the same for lookups of the same thing. */
export function lookupKey(need: CellLookup): string {
  switch (need.kind) {
    case 'person':
      return `person ${need.email.toLowerCase()}`;
    case 'record':
      return `record ${need.match ?? (need.parts ? 'list' : 'one')} ${need.tableId} ${need.title}`;
    case 'file':
      return `file ${need.path}`;
  }
}

/** Told apart from names and ids by its form alone. */
export const emailAddress = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
