import type { Base } from '../bitable/model.js';
import type { World } from '../world.js';
import { type DocumentKind, documentKinds } from './model.js';

/** What drive knows of a document or a folder, whatever is in it. */
export interface DriveDocument {
  readonly token: string;
  readonly kind: DocumentKind;
  readonly title: string;
  /** The base, docx document, spreadsheet or folder itself, which has an owner: an open_id. */
  readonly owned: { ownerId: string };
  /** Empty in the root. */
  readonly folderToken: string;
  /** Inside another document, or in no folder for another reason: listed in none. */
  readonly isHidden: boolean;
  /** Unix time in milliseconds. */
  readonly createdTime: number;
  /** The same; to find it takes a look at all that is inside. */
  readonly modifiedTime: () => number;
}

export function findDocument(token: string, world: World): DriveDocument | undefined {
  for (const kind of documentKinds) {
    const found = stores[kind].find(token, world);
    if (found !== undefined) return { token, kind, ...found };
  }
  return undefined;
}

/** Every document and folder that there is. */
export function allDocuments(world: World): DriveDocument[] {
  return documentKinds.flatMap((kind) =>
    stores[kind].tokens(world).flatMap((token) => findDocument(token, world) ?? []),
  );
}

/** Moves a document to the recycle bin, where no call finds it; with a folder goes all that is in it. */
export function removeDocument({ token, kind }: DriveDocument, world: World): void {
  if (kind === 'folder') {
    const inside = allDocuments(world).filter(({ folderToken }) => folderToken === token);
    for (const document of inside) removeDocument(document, world);
  }
  stores[kind].remove(token, world);
  world.drive.deleted.add(token);
  world.drive.subscribers.delete(token);
}

interface DocumentStore {
  find(token: string, world: World): Omit<DriveDocument, 'token' | 'kind'> | undefined;
  tokens(world: World): string[];
  remove(token: string, world: World): void;
}

/** The documents of each kind: how to find one, and how to take it away. */
const stores: Readonly<Record<DocumentKind, DocumentStore>> = {
  bitable: {
    find: (token, { bitable }) => {
      const base = bitable.bases.get(token);
      return base && baseDocument(base);
    },
    tokens: ({ bitable }) => [...bitable.bases.keys()],
    remove: (token, { bitable }) => bitable.bases.delete(token),
  },
  docx: plainStore(({ docx }) => docx),
  sheet: plainStore(({ sheets }) => sheets),
  folder: {
    ...plainStore(({ drive }) => drive.folders),
    find: (token, { drive }) => {
      const folder = drive.folders.get(token);
      return folder && { title: folder.name, ...timesOf(folder), owned: folder };
    },
  },
};

interface Placed {
  readonly folderToken: string;
  readonly createdTime: number;
}

interface TitledDocument extends Placed {
  readonly title?: string;
  ownerId: string;
}

function plainStore(of: (world: World) => Map<string, TitledDocument>): DocumentStore {
  return {
    find: (token, world) => {
      const document = of(world).get(token);
      return document && { title: document.title ?? '', ...timesOf(document), owned: document };
    },
    tokens: (world) => [...of(world).keys()],
    remove: (token, world) => of(world).delete(token),
  };
}

function timesOf({ folderToken, createdTime }: Placed) {
  return { folderToken, createdTime, modifiedTime: () => createdTime, isHidden: false };
}

/** A base changes with its records. */
function baseDocument(base: Base) {
  const { name, folderToken, isEmbedded, createdTime } = base;
  const modifiedTime = () => {
    const rows = [...base.tables.values()].flatMap((table) => [...table.rows.values()]);
    return rows.reduce((latest, row) => Math.max(latest, row.modifiedTime), createdTime);
  };
  return { title: name, owned: base, folderToken, createdTime, modifiedTime, isHidden: isEmbedded };
}
