import type { JsonObject } from '../../../core/json.js';
import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import { findDocument } from '../drive/documents.js';
import { documentKinds } from '../drive/model.js';
import { reaches, rightTo } from '../drive/rights.js';
import type { Handlers } from '../handler.js';
import { refuse } from '../refusal.js';
import type { SandboxRequest } from '../request.js';
import type { WikiNode, World } from '../world.js';

const objTypes: ReadonlySet<string> = new Set([
  ...documentKinds,
  'wiki',
  'doc',
  'mindnote',
  'file',
  'slides',
]);

export const wikiNodeHandlers = {
  wiki_nodes_get: (request, world) => {
    const node = askedNode(request, world);
    const document =
      findDocument(node.objToken, world) ?? refuse(131005, 'not found: document not found');
    if (!reaches(rightTo(document, request.identity, world), 'view')) {
      refuse(131006, 'permission denied: node permission denied');
    }
    const { title, owned } = document;
    const people = { creator: owned.ownerId, owner: owned.ownerId, node_creator: owned.ownerId };
    return { node: { ...nodeReply(node, world), title, ...people } };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `wiki_nodes_${string}`>>;

/** By the page's own token, or by the token and the kind of the document in it. */
function askedNode({ query }: SandboxRequest, { wiki }: World): WikiNode {
  const token = query.get('token') || refuse(131002, 'param err: token is required');
  const type = query.get('obj_type') || 'wiki';
  if (!objTypes.has(type)) refuse(131002, `param err: obj_type ${type}`);
  if (type === 'wiki') return wiki.nodes.get(token) ?? refuse(131005, 'not found: node not found');
  const nodes = [...wiki.nodes.values()];
  const node = nodes.find(({ objToken, objKind }) => objToken === token && objKind === type);
  return node ?? refuse(131005, 'not found: document is not in wiki');
}

function nodeReply(node: WikiNode, { wiki }: World): JsonObject {
  const seconds = String(Math.floor(node.createdTime / 1_000));
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
  };
}
