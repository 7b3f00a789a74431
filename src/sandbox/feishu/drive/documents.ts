import type { World } from '../world.js';
import { type DocumentKind, documentKinds } from './model.js';

/** What drive knows of a document, whatever is in it. */
export interface DriveDocument {
  readonly token: string;
  readonly kind: DocumentKind;
  readonly title: string;
  /** The base, docx document or spreadsheet itself, which has an owner: an open_id. */
  readonly owned: { ownerId: string };
}

export function findDocument(token: string, world: World): DriveDocument | undefined {
  for (const kind of documentKinds) {
    const found = stores[kind].find(token, world);
    if (found !== undefined) return { token, kind, ...found };
  }
  return undefined;
}

/** Moves a document to the recycle bin, where no call finds it. */
export function removeDocument({ token, kind }: DriveDocument, world: World): void {
  stores[kind].remove(token, world);
  world.drive.deleted.add(token);
  world.drive.subscribers.delete(token);
}

/** The documents of each kind: how to find one, and how to take it away. */
const stores: Readonly<
  Record<
    DocumentKind,
    {
      find(token: string, world: World): Omit<DriveDocument, 'token' | 'kind'> | undefined;
      remove(token: string, world: World): void;
    }
  >
> = {
  bitable: {
    find: (token, { bitable }) => {
      const base = bitable.bases.get(token);
      return base && { title: base.name, owned: base };
    },
    remove: (token, { bitable }) => bitable.bases.delete(token),
  },
  docx: {
    find: (token, { docx }) => {
      const document = docx.get(token);
      return document && { title: document.title, owned: document };
    },
    remove: (token, { docx }) => docx.delete(token),
  },
  sheet: {
    find: (token, { sheets }) => {
      const spreadsheet = sheets.get(token);
      return spreadsheet && { title: spreadsheet.title, owned: spreadsheet };
    },
    remove: (token, { sheets }) => sheets.delete(token),
  },
};
