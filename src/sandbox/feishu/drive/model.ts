import type { RoleMember } from '../directory.js';

/** A folder of Drive; documents say themselves in which folder they lie. */
export interface Folder {
  readonly token: string;
  readonly name: string;
  /** Empty in the root. */
  readonly folderToken: string;
  /** open_id */
  ownerId: string;
  /** Unix time in milliseconds. */
  readonly createdTime: number;
}

/** Folders, who is told of changes of documents, and which documents were deleted. */
export interface Drive {
  /** By token, in the order of creation. */
  readonly folders: Map<string, Folder>;
  /** The open_ids of who is subscribed, by document token. */
  readonly subscribers: Map<string, Set<string>>;
  /** Tokens of what lies in the recycle bin. */
  readonly deleted: Set<string>;
}

export function createDrive(): Drive {
  return { folders: new Map(), subscribers: new Map(), deleted: new Set() };
}

export interface Sharing {
  /** By `memberKey`, in the order in which they were added; the owner is none of them. */
  readonly collaborators: Map<string, Collaborator>;
  settings: PublicSettings;
}

export const perms = ['view', 'edit', 'full_access'] as const;

export type Perm = (typeof perms)[number];

export interface Collaborator {
  readonly member: RoleMember;
  readonly perm: Perm;
}

/** The settings that can be changed, with what each of them can be. */
export const settingValues = {
  external_access: [true, false],
  security_entity: ['anyone_can_view', 'anyone_can_edit', 'only_full_access'],
  comment_entity: ['anyone_can_view', 'anyone_can_edit'],
  share_entity: ['anyone', 'same_tenant', 'only_full_access'],
  link_share_entity: [
    'tenant_readable',
    'tenant_editable',
    'anyone_readable',
    'anyone_editable',
    'closed',
  ],
  invite_external: [true, false],
} as const;

export type SettingName = keyof typeof settingValues;

export type PublicSettings = {
  readonly [Name in SettingName]: (typeof settingValues)[Name][number];
};

/** A new document is open to nobody but its owner. The pages name no defaults. */
const newSettings: PublicSettings = {
  external_access: false,
  security_entity: 'anyone_can_view',
  comment_entity: 'anyone_can_view',
  share_entity: 'anyone',
  link_share_entity: 'closed',
  invite_external: false,
};

const sharings = new WeakMap<object, Sharing>();

/** How a document is shared: a base, a docx document or a spreadsheet. */
export function sharingOf(document: object): Sharing {
  const found = sharings.get(document) ?? { collaborators: new Map(), settings: newSettings };
  sharings.set(document, found);
  return found;
}

export const documentKinds = ['bitable', 'docx', 'sheet', 'folder'] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** Files on their way in, and links that lead to those that are there; the files themselves belong to their base. */
export interface Medias {
  /** By upload id. */
  readonly uploads: Map<string, Upload>;
  /** By the code in a temporary link. */
  readonly links: Map<string, TmpLink>;
}

/** An upload in parts. */
export interface Upload {
  readonly uploadId: string;
  /** open_id */
  readonly uploaderId: string;
  readonly appToken: string;
  readonly name: string;
  readonly size: number;
  readonly blockNum: number;
  readonly expiresAt: number;
  /** By their number, from 0. */
  readonly blocks: Map<number, Uint8Array>;
}

export interface TmpLink {
  readonly fileToken: string;
  readonly expiresAt: number;
}

export function createMedias(): Medias {
  return { uploads: new Map(), links: new Map() };
}
