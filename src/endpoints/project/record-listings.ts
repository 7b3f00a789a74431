import type { ListingSpec } from '../../core/endpoint.js';
import { as, onRequest, shared, summed } from './columns.js';

/* How the lists of comments, hours and records of operations are answered as columns and rows. */

/** The items of a view, which come as ids. */
export const viewItems: ListingSpec = {
  in: 'work_item_id_list',
  columns: { id: 'id', name: as('item', 'id') },
};

export const workHours: ListingSpec = {
  in: 'data',
  columns: {
    id: 'id',
    person: as('user', 'work_user_key'),
    date: as('time', 'work_date'),
    hours: summed('work_time'),
    description: 'work_description',
    on: 'resource_name',
    resource_type: shared('plain', 'resource_type'),
    resource_id: 'resource_id',
    work_item: shared('plain', 'related_work_item_name'),
    work_item_id: shared('plain', 'related_work_item_id'),
    created_at: onRequest('time', 'created_at'),
    updated_at: onRequest('time', 'updated_at'),
  },
  omit: ['related_work_item_type_key'],
};

export const operationRecords: ListingSpec = {
  in: 'op_records',
  columns: {
    time: as('time', 'operation_time'),
    by: as('user', 'operator'),
    operation: 'operation_type',
    module: 'op_record_module',
    work_item_id: 'work_item_id',
    changes: as('recordContents', 'record_contents'),
    operator_type: 'operator_type',
    source_type: onRequest('plain', 'source_type'),
    project: shared('space', 'project_key'),
    type: shared('type', 'work_item_type_key'),
  },
};

export const fileComments: ListingSpec = {
  in: 'data',
  columns: {
    id: 'id',
    by: as('user', 'operator'),
    created_at: as('time', 'created_at'),
    file: 'comment_file.file_name',
    file_token: 'comment_file.file_token',
    size: 'comment_file.file_size',
    file_type: onRequest('plain', 'comment_file.file_type'),
    file_url: onRequest('plain', 'comment_file.file_url'),
  },
  omit: ['work_item_id', 'work_item_type_key'],
};

export const comments: ListingSpec = {
  in: 'data',
  columns: {
    id: 'id',
    by: as('user', 'operator'),
    created_at: as('time', 'created_at'),
    text: as('comment', 'content'),
    mentions: as('users', 'doc_rich_text.notify_user_list'),
  },
  omit: ['doc_rich_text', 'work_item_id', 'work_item_type_key'],
};

export const newerComments: ListingSpec = { ...comments, in: 'comments' };
