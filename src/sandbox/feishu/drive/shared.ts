import { refuse } from '../../kernel/refusal.js';
import type { SandboxRequest, World } from '../handler.js';
import { type DriveDocument, findDocument } from './documents.js';
import { type Right, reaches, rightTo } from './permissions/rights.js';
import { oneOf, requiredQuery } from './query-params.js';

const sharedKinds = [
  'doc',
  'sheet',
  'file',
  'wiki',
  'bitable',
  'docx',
  'folder',
  'mindnote',
  'minutes',
  'slides',
] as const;

/** The document whose permissions a call is about; a wiki page stands for the document in it. */
export function sharedDocument({ path, query }: SandboxRequest, world: World): DriveDocument {
  const kind = oneOf('type', requiredQuery(query, 'type'), sharedKinds);
  const asked = path['token'] ?? '';
  const token = kind === 'wiki' ? world.wiki.nodes.get(asked)?.objToken : asked;
  if (world.drive.deleted.has(token ?? '')) refuse(1063005);
  const document = findDocument(token ?? '', world) ?? refuse(1063001);
  return kind === 'wiki' || kind === document.kind ? document : refuse(1063001);
}

export function requireRight(
  document: DriveDocument,
  least: Right,
  { identity }: SandboxRequest,
  world: World,
): void {
  if (!reaches(rightTo(document, identity, world), least)) refuse(1063002);
}
