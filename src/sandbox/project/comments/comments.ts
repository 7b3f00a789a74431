import { plainText } from '../fields/rich-text.js';
import { bodySpace, type ItemScope, itemIn, itemOf } from '../gateway/access.js';
import { numbersOf, page } from '../gateway/paging.js';
import { recoded, refuse } from '../gateway/refusal.js';
import {
  bodyInteger,
  bodyObject,
  bodyText,
  type ProjectHandlerGroup,
  type ProjectRequest,
  refuseMissing,
  refuseParameter,
  requiredId,
  requiredText,
} from '../gateway/request.js';
import { int64, isWireList, type Wire, type WireObject } from '../gateway/wire.js';
import { multiTextReply } from '../items/item-reply.js';
import type { ProjectComment, ProjectWorld } from '../model/model.js';

/** The comments of a work item; only who wrote one changes or deletes it. */
export const commentHandlers = {
  project_comments_create: (request, world) => {
    const { item } = itemOf(request, world);
    const comment: ProjectComment = {
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
} satisfies ProjectHandlerGroup;

/** The list has codes of its own: no such item, no permission. */
const listCodes: ReadonlyMap<number, number> = new Map([
  [30005, 1000051135],
  [10001, 1000051256],
]);

type Content = Pick<ProjectComment, 'content' | 'richText'>;

/** A rich text goes before a plain one; one of them is needed. */
function contentOf(body: WireObject): Content {
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
): ProjectComment {
  const id = path['comment_id'] ?? refuseMissing('comment_id');
  const comment = comments.find((each) => each.id === id) ?? refuse(missingCode);
  if (comment.itemId !== item.id) refuse(20045);
  return comment.operator === identity.userKey ? comment : refuse(10001);
}

function commentReply(comment: ProjectComment, world: ProjectWorld): WireObject {
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

/** The newer comments, and comments that are files. */
export const newerCommentHandlers = {
  project_comments_create_v2: (request, world) => {
    const comment: ProjectComment = {
      id: world.ids.newRecordId(),
      itemId: targetItem(request, world),
      createdAt: world.clock.now(),
      operator: request.identity.userKey,
      ...newerContentOf(request),
    };
    world.comments.push(comment);
    return { data: { comment_id: int64(comment.id) } };
  },

  project_comments_list_v2: (request, world) => {
    const itemId = targetItem(request, world);
    const paginator = bodyObject(request.body, 'paginator') ?? {};
    const size = bodyInteger(paginator, 'page_size') || 20;
    if (size < 1 || size > 50) refuse(20002, 'Page Size Limit, the max page_size is 50');
    const own = world.comments.filter((comment) => comment.itemId === itemId);
    const ordered = bodyText(paginator, 'direction') === 'ASC' ? own : own.reverse();
    const cursor = bodyText(paginator, 'cursor') ?? '';
    const start = cursor === '' ? 0 : ordered.findIndex(({ id }) => id === cursor) + 1;
    const shown = ordered.slice(start, start + size);
    const hasMore = start + size < ordered.length;
    const comments = shown.map((comment) => commentReply(comment, world));
    return { data: { comments, next_cursor: hasMore ? (shown.at(-1)?.id ?? '') : '' } };
  },

  project_comments_update_v2: (request, world) => {
    const comment = ownNewerComment(request, world);
    Object.assign(comment, newerContentOf(request));
    return { data: { comment_id: int64(comment.id) } };
  },

  project_comments_delete_v2: (request, world) => {
    const comment = ownNewerComment(request, world);
    world.comments.splice(world.comments.indexOf(comment), 1);
    return { data: { comment_id: int64(comment.id) } };
  },

  project_file_comments_create: (request, world) => {
    const { item } = itemOf(request, world);
    const fileToken = requiredText(request.body, 'file_token');
    const file = world.files.get(fileToken) ?? refuse(30019);
    world.files.set(fileToken, { ...file, itemId: item.id });
    const comment: ProjectComment = {
      id: world.ids.newRecordId(),
      itemId: item.id,
      createdAt: world.clock.now(),
      operator: request.identity.userKey,
      content: file.name,
      fileToken,
    };
    world.comments.push(comment);
    return { data: int64(comment.id) };
  },

  project_file_comments_list: (request, world) => {
    const { item } = itemOf(request, world);
    const own = world.comments.filter(
      ({ itemId, fileToken }) => itemId === item.id && fileToken !== undefined,
    );
    const asked = numbersOf(request, 'page_num', 'page_size');
    const { items, pagination } = page(own, asked, { defaultSize: 20, maxSize: 200 });
    return { data: items.map((comment) => fileCommentReply(comment, request, world)), pagination };
  },
} satisfies ProjectHandlerGroup;

function targetItem(request: ProjectRequest, world: ProjectWorld): string {
  const space = bodySpace(request, world);
  const target = bodyObject(request.body, 'object') ?? refuseMissing('object');
  return itemIn(space, requiredId(target, 'work_item_id'), request, world).item.id;
}

function newerContentOf({ body }: ProjectRequest): Content {
  const content = bodyObject(body, 'content') ?? refuseMissing('content');
  const read = readers.get(bodyText(content, 'type') ?? '');
  return (read ?? (() => refuseParameter('type', 'TEXT, RICHTEXT or FILE')))(content);
}

const readers: ReadonlyMap<string, (content: WireObject) => Content> = new Map([
  ['TEXT', (content) => plain(bodyText(content, 'text'))],
  ['RICHTEXT', richText],
  ['FILE', (content) => plain(bodyText(content, 'file_token'))],
]);

function richText(content: WireObject): Content {
  const rich: Wire | undefined = content['rich_text'] ?? content['markdown'] ?? undefined;
  return rich === undefined ? plain(undefined) : { content: plainText(rich), richText: rich };
}

function plain(text = ''): Content {
  return text === ''
    ? refuse(1000051280, 'content is empty')
    : { content: text, richText: undefined };
}

function ownNewerComment(request: ProjectRequest, world: ProjectWorld): ProjectComment {
  const space = bodySpace(request, world);
  const id = requiredId(request.body, 'comment_id');
  const comment = world.comments.find((each) => each.id === id) ?? refuse(1000050052);
  itemIn(space, comment.itemId, request, world);
  return comment.operator === request.identity.userKey ? comment : refuse(10001);
}

function fileCommentReply(
  comment: ProjectComment,
  { origin, path }: ProjectRequest,
  world: ProjectWorld,
): WireObject {
  const { id, work_item_id, work_item_type_key, created_at, operator } = commentReply(
    comment,
    world,
  );
  const token = comment.fileToken ?? '';
  const file = world.files.get(token) ?? refuse(30019);
  return {
    id,
    work_item_id,
    work_item_type_key,
    created_at,
    operator,
    comment_file: {
      file_token: token,
      file_name: file.name,
      file_size: file.bytes.length,
      file_type: file.mediaType,
      file_url: `${origin}/open_api/${path['project_key']}/file/stream/download/${token}`,
    },
  };
}
