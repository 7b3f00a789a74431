/**
 * What must be looked up before a value can be written or compared. Cells only say what they need; the tools, which
 * can call and read files, find it.
 */
export type CellLookup =
  /** A person of the tenant by e-mail address. */
  | { readonly kind: 'person'; readonly email: string }
  /** A record of a linked table by the text of its primary field. */
  | { readonly kind: 'record'; readonly tableId: string; readonly title: string }
  /** A local file that becomes an attachment. */
  | { readonly kind: 'file'; readonly path: string };

/** An id, or why there is none. */
export type LookupResult =
  | { readonly id: string }
  | { readonly problem: string; readonly allowed?: string };

/** What was found, by `lookupKey`. */
export type LookupResults = ReadonlyMap<string, LookupResult>;

/** Gives a text that is the same for lookups of the same thing. */
export function lookupKey(need: CellLookup): string {
  switch (need.kind) {
    case 'person':
      return `person ${need.email.toLowerCase()}`;
    case 'record':
      return `record ${need.tableId} ${need.title}`;
    case 'file':
      return `file ${need.path}`;
  }
}

/** Told apart from names and ids by its form alone. */
export const emailAddress = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
