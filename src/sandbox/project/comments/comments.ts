import { plainText } from '../fields/rich-text.js';
import { type ItemScope, itemOf } from '../gateway/access.js';
import { bodyObject, bodyText, refuseMissing } from '../gateway/body.js';
import type { ProjectHandlers, ProjectRequest } from '../gateway/handler.js';
import { numbersOf, page } from '../gateway/paging.js';
import { recoded, refuse } from '../gateway/refusal.js';
import { int64, isWireList, type Wire, type WireObject } from '../gateway/wire.js';
import { multiTextReply } from '../items/item-reply.js';
import type { Comment, ProjectWorld } from '../model/model.js';

/** The comments of a work item; only who wrote one changes or deletes it. */
export const commentHandlers = {
  project_comments_create: (request, world) => {
    const { item } = itemOf(request, world);
    const comment: Comment = {
      id: world.ids.newRecordId(),
      itemId: item.id,
      createdAt: world.clock.now(),
      operator: request.identity.userKey,
      ...contentOf(request.body),
    };
    world.comments.push(comment);
    return { data: int64(comment.id) };
  },

  project_comments_list: (request, world) => {
    const { item } = recoded(listCodes, () => itemOf(request, world));
    const asked = numbersOf(request, 'page_num', 'page_size');
    const own = world.comments.filter(
      ({ itemId, fileToken }) => itemId === item.id && fileToken === undefined,
    );
    const { items, pagination } = page(own, asked, { defaultSize: 20, maxSize: 200 });
    return { data: items.map((comment) => commentReply(comment, world)), pagination };
  },

  project_comments_update: (request, world) => {
    const comment = ownComment(itemOf(request, world), request, world, 30015);
    Object.assign(comment, contentOf(request.body));
    return { data: {} };
  },

  project_comments_delete: (request, world) => {
    const comment = ownComment(itemOf(request, world), request, world, 1000050052);
    world.comments.splice(world.comments.indexOf(comment), 1);
    return {};
  },
} satisfies ProjectHandlers;

/** The list has codes of its own: no such item, no permission. */
const listCodes: ReadonlyMap<number, number> = new Map([
  [30005, 1000051135],
  [10001, 1000051256],
]);

/** A rich text goes before a plain one; one of them is needed. */
function contentOf(body: WireObject): Pick<Comment, 'content' | 'richText'> {
  const blocks = body['rich_text'] ?? undefined;
  const rich = isWireList(blocks) && blocks.length > 0 ? blocks : docText(body);
  if (rich !== undefined) return { content: plainText(rich), richText: rich };
  const content = bodyText(body, 'content') ?? '';
  return content === '' ? refuse(1000051280, 'content is empty') : { content, richText: undefined };
}

function docText(body: WireObject): Wire | undefined {
  const doc = bodyObject(body, 'doc_rich_text');
  return doc === undefined ? undefined : bodyText(doc, 'doc_text');
}

function ownComment(
  { item }: ItemScope,
  { path, identity }: ProjectRequest,
  { comments }: ProjectWorld,
  missingCode: number,
): Comment {
  const id = path['comment_id'] ?? refuseMissing('comment_id');
  const comment = comments.find((each) => each.id === id) ?? refuse(missingCode);
  if (comment.itemId !== item.id) refuse(20045);
  return comment.operator === identity.userKey ? comment : refuse(10001);
}

export function commentReply(comment: Comment, world: ProjectWorld): WireObject {
  const { id, itemId, createdAt, operator, content, richText } = comment;
  return {
    id: int64(id),
    work_item_id: int64(itemId),
    work_item_type_key: world.items.get(itemId)?.typeKey ?? '',
    created_at: createdAt,
    operator,
    content,
    doc_rich_text: { ...multiTextReply(richText ?? content), doc_img: [] },
  };
}
