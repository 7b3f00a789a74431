import { z } from 'zod';
import { terse } from '../../core/terse.js';
import { appToken } from '../bitable/schemas.js';

/** What identifies a document in drive; for a base it is the `app_token`. */
export const documentToken = appToken.describe('Token of a base or document');

const kinds = ['bitable', 'docx', 'sheet', 'doc', 'file', 'folder', 'slides'] as const;

function kindOf<const Kinds extends readonly [string, ...string[]]>(all: Kinds) {
  return terse(z.enum(all).describe('bitable, docx, …')).default('bitable');
}

/** Kinds of documents whose events can be subscribed to. */
export const subscribedKind = kindOf(kinds);

/** Kinds of documents that can be deleted. */
export const deletedKind = kindOf([...kinds, 'mindnote', 'shortcut']);

/** Kinds of documents whose metadata can be asked for. */
export const describedKind = kindOf([...kinds, 'wiki', 'mindnote', 'synced_block']);

/** Kinds of documents that are shared with collaborators. */
export const sharedKind = kindOf([...kinds, 'wiki', 'mindnote', 'minutes']);
