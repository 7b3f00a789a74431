import type { ListedColumn } from '../../core/endpoint.js';

/* Columns of listings. */

/** A column of values of a kind. */
export function as(kind: string, at: string): ListedColumn {
  return { at, as: kind };
}

/** Shown only where `fields` names it. */
export function onRequest(kind: string, at: string): ListedColumn {
  return { at, as: kind, onRequest: true };
}

/** An amount that has a total. */
export function summed(at: string): ListedColumn {
  return { at, as: 'amount', sum: true };
}

/** Told once where it is the same in all rows. */
export function shared(kind: string, at: string): ListedColumn {
  return { at, as: kind, shared: true };
}
