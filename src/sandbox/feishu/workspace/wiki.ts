import type { JsonObject } from '../../../core/json.js';
import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import type { CallIdentity } from '../directory.js';
import { type DriveDocument, findDocument } from '../drive/documents.js';
import { reaches, rightTo } from '../drive/rights.js';
import { type PageRule, page } from '../paging.js';
import { queryText } from '../parameters.js';
import { refuse } from '../refusal.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { WikiNode, WikiSpace, World } from '../world.js';

const objTypes: ReadonlySet<string> = new Set([
  'wiki',
  'bitable',
  'docx',
  'sheet',
  'doc',
  'mindnote',
  'file',
  'slides',
]);

export const wikiSpaceHandlers = {
  wiki_spaces_list: (request, world) => {
    const spaces = [...world.wiki.spaces.values()].filter((space) =>
      seesSpace(space, request.identity, world),
    );
    const found = page(spaces, request.query, pageRule('wiki spaces', world), spaceIdOf);
    return listReply(found, (space) => ({
      space_id: space.spaceId,
      name: space.name,
      description: space.description,
      space_type: 'team',
      visibility: 'private',
      open_sharing: 'closed',
    }));
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `wiki_spaces_${string}`>>;

export const wikiNodeHandlers = {
  wiki_nodes_get: (request, world) => {
    const node = askedNode(request, world);
    const document =
      findDocument(node.objToken, world) ?? refuse(131005, 'not found: document not found');
    if (!reaches(rightTo(document, request.identity, world), 'view')) {
      refuse(131006, 'permission denied: node permission denied');
    }
    return { node: nodeReply(node, document, world) };
  },

  wiki_nodes_list: (request, world) => {
    const { spaceId } = askedSpace(request, world);
    const parent = queryText(request.query, 'parent_node_token') ?? '';
    if (parent !== '' && world.wiki.nodes.get(parent)?.spaceId !== spaceId) {
      refuse(131005, 'not found: parent node not found');
    }
    const listed = [...world.wiki.nodes.values()].flatMap((node) => {
      const document = isBelow(node, spaceId, parent) && findDocument(node.objToken, world);
      const isSeen = document && reaches(rightTo(document, request.identity, world), 'view');
      return document && isSeen ? [{ node, document }] : [];
    });
    const rule = pageRule(`wiki pages of ${spaceId} ${parent}`, world);
    const found = page(listed, request.query, rule, ({ node }) => node.nodeToken);
    return listReply(found, ({ node, document }) => nodeReply(node, document, world));
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `wiki_nodes_${string}`>>;

function pageRule(listing: string, { bitable }: World): PageRule {
  return { listing, maxSize: 50, invalidToken: 131002, tokens: 'opaque', bitable };
}

/** Unlike Bitable's, the lists of wikis do not say how many there are. */
function listReply<Item>(
  { items, total: _, ...rest }: { readonly items: readonly Item[]; readonly total: number },
  show: (item: Item) => JsonObject,
): JsonObject {
  return { items: items.map(show), page_token: '', ...rest };
}

function spaceIdOf({ spaceId }: WikiSpace): string {
  return spaceId;
}

/** Who was given nothing sees all spaces, unless the sandbox was asked to keep strangers out. */
function seesSpace({ ownerId }: WikiSpace, { openId }: CallIdentity, { bitable }: World): boolean {
  return ownerId === openId || bitable.options.sharing === 'open';
}

const ownLibrary = 'my_library';

/** Nobody here has pages in a library of their own. */
const emptyLibrary: WikiSpace = { spaceId: ownLibrary, name: '', description: '', ownerId: '' };

function askedSpace({ path, identity }: SandboxRequest, world: World): WikiSpace {
  const id = path['space_id'] ?? '';
  if (id === ownLibrary) {
    return identity.kind === 'user' ? emptyLibrary : refuse(131002, 'param err: my_library');
  }
  if (!/^\d+$/.test(id)) refuse(131002, 'param err: space_id is not int');
  const space = world.wiki.spaces.get(id) ?? refuse(131005, 'not found: space not found');
  return seesSpace(space, identity, world)
    ? space
    : refuse(131006, 'permission denied: wiki space permission denied');
}

function isBelow(node: WikiNode, spaceId: string, parent: string): boolean {
  return node.spaceId === spaceId && node.parentToken === parent;
}

/** Finds a wiki page by its own token, or by the token and the kind of the document in it. */
function askedNode({ query }: SandboxRequest, { wiki }: World): WikiNode {
  const token = query.get('token') || refuse(131002, 'param err: token is required');
  const type = query.get('obj_type') || 'wiki';
  if (!objTypes.has(type)) refuse(131002, `param err: obj_type ${type}`);
  if (type === 'wiki') return wiki.nodes.get(token) ?? refuse(131005, 'not found: node not found');
  const nodes = [...wiki.nodes.values()];
  const node = nodes.find(({ objToken, objKind }) => objToken === token && objKind === type);
  return node ?? refuse(131005, 'not found: document is not in wiki');
}

function nodeReply(node: WikiNode, document: DriveDocument, { wiki }: World): JsonObject {
  const seconds = String(Math.floor(node.createdTime / 1_000));
  const { title, owned } = document;
  return {
    space_id: node.spaceId,
    node_token: node.nodeToken,
    obj_token: node.objToken,
    obj_type: node.objKind,
    parent_node_token: node.parentToken,
    node_type: 'origin',
    origin_node_token: node.nodeToken,
    origin_space_id: node.spaceId,
    has_child: [...wiki.nodes.values()].some(({ parentToken }) => parentToken === node.nodeToken),
    obj_create_time: seconds,
    obj_edit_time: seconds,
    node_create_time: seconds,
    title,
    creator: owned.ownerId,
    owner: owned.ownerId,
    node_creator: owned.ownerId,
  };
}
