import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import { defineProjectResource, numberedInQuery } from '../project-endpoint.js';
import * as records from '../record-listings.js';
import {
  anything,
  count,
  id,
  listOf,
  maybeId,
  maybeText,
  newId,
  nothing,
  parts,
} from '../replies.js';
import { argumentRules, atLeastOneOf } from '../rules.js';
import {
  idInPath,
  idNumber,
  item,
  key,
  namedIdNumber,
  object,
  objects,
  ofItem,
  projectKey,
} from '../schemas.js';

const madeBy = { id, created_at: count, operator: maybeText };

const comments = listOf({ ...madeBy, content: maybeText, doc_rich_text: anything });

const fileComments = listOf({ ...madeBy, comment_file: anything });

const comment = { comment_id: maybeId };

const commentPage = {
  comments: parts({ comment_id: maybeId }),
  next_cursor: maybeText,
};

const ofComment = { ...ofItem, comment_id: idInPath('Comment id') };

const content = z.string().describe('Plain text').optional();
const richText = objects('Or rich text blocks, which win: [{type: paragraph, content}]').optional();

const pages = numberedInQuery({ maxSize: 200, defaultLimit: 50 });

export const projectComments = defineProjectResource('project_comments', {
  list: {
    route: `GET ${item}/comments`,
    title: 'List comments',
    summary: 'Comments on an item, the oldest first.',
    effect: 'read',
    path: ofItem,
    pages,
    reply: comments,
    listing: records.comments,
  },
  create: {
    route: `POST ${item}/comment/create`,
    title: 'Add a comment',
    summary: 'Comment on an item; answers the id of the comment.',
    effect: 'create',
    path: ofItem,
    body: {
      content,
      rich_text: richText,
      doc_rich_text: object('Or a document of the editor').optional(),
    },
    hiddenArguments: ['doc_rich_text'],
    crossFieldRule: argumentRules(atLeastOneOf('content', 'rich_text', 'doc_rich_text')),
    reply: newId,
  },
  update: {
    route: `PUT ${item}/comment/{comment_id}`,
    title: 'Change a comment',
    summary: "Replace the text of a comment of one's own.",
    effect: 'update',
    path: ofComment,
    body: { content, rich_text: richText },
    crossFieldRule: argumentRules(atLeastOneOf('content', 'rich_text')),
    reply: nothing,
  },
  delete: {
    route: `DELETE ${item}/comment/{comment_id}`,
    title: 'Delete a comment',
    summary: "Delete a comment of one's own.",
    effect: 'delete',
    path: ofComment,
    reply: nothing,
  },
});

export const projectFileComments = defineProjectResource('project_file_comments', {
  create: {
    route: `POST ${item}/file_comment/create`,
    title: 'Comment with a file',
    summary: 'Add a file that was uploaded as a comment on an item.',
    effect: 'create',
    path: ofItem,
    body: { file_token: key('Token of the upload').optional() },
    reply: newId,
  },
  list: {
    route: `GET ${item}/file_comments`,
    title: 'List comments with files',
    summary: 'The files in the comments on an item.',
    effect: 'read',
    path: ofItem,
    pages,
    reply: fileComments,
    listing: records.fileComments,
  },
});

/** What a comment of the newer API is on. */
const commented = terse(
  z
    .object({
      type: z.enum(['WORKITEM', 'WORKITEMFIELD', 'CHILDCOMMENT']),
      work_item_type_key: z.string().min(1).optional(),
      work_item_id: namedIdNumber().optional(),
      field_key: z.string().min(1).optional(),
      parent_id: idNumber().optional(),
    })
    .strict()
    .describe(
      'What it is on: {type: WORKITEM|WORKITEMFIELD|CHILDCOMMENT, work_item_type_key, work_item_id, field_key, parent_id}',
    ),
);

function newer(types: readonly [string, ...string[]]) {
  return terse(
    z
      .object({
        type: z.enum([...types]),
        text: z.string().optional(),
        rich_text: z.array(z.record(z.unknown())).optional(),
        markdown: z.string().optional(),
        file_token: z.string().min(1).optional(),
      })
      .strict()
      .describe(`{type: ${types.join('|')}, text, markdown, rich_text}`),
  );
}

const commentId = idNumber().describe('Comment id');

export const projectNewerComments = defineProjectResource('project_comments', {
  create_v2: {
    route: 'POST /open_api/comment/create',
    title: 'Add a comment by the newer API',
    summary: 'Comment on an item, a field or a comment; takes Markdown.',
    effect: 'create',
    path: {},
    body: {
      project_key: projectKey,
      object: commented,
      content: newer(['TEXT', 'RICHTEXT', 'FILE']),
    },
    reply: comment,
  },
  list_v2: {
    route: 'POST /open_api/comment/query',
    title: 'List comments by the newer API',
    summary: 'Comments on an item, a field or a comment.',
    effect: 'read',
    path: {},
    body: {
      project_key: projectKey,
      object: commented,
      need_rich_text_mark_down: z.boolean().describe('Rich text as Markdown').optional(),
    },
    pages: {
      items: 'comments',
      maxSize: 50,
      defaultLimit: 50,
      keys: {
        style: 'cursor',
        in: 'body',
        size: 'paginator.page_size',
        at: 'paginator.cursor',
        next: 'next_cursor',
      },
    },
    reply: commentPage,
    listing: records.newerComments,
  },
  update_v2: {
    route: 'POST /open_api/comment/update',
    title: 'Change a comment by the newer API',
    summary: 'Replace the text of a comment.',
    effect: 'update',
    path: {},
    body: { project_key: projectKey, comment_id: commentId, content: newer(['TEXT', 'RICHTEXT']) },
    reply: comment,
  },
  delete_v2: {
    route: 'POST /open_api/comment/delete',
    title: 'Delete a comment by the newer API',
    summary: 'Delete a comment.',
    effect: 'delete',
    path: {},
    body: { project_key: projectKey, comment_id: commentId },
    reply: comment,
  },
});
