import type { ListingSpec } from '../../core/endpoint.js';
import type { PageKeys } from '../../core/pages.js';
import { tokenKeys } from '../../core/pages.js';

/* How the lists of replies about documents are answered as columns and rows. */

/** Folders give the token of the next page by another name. */
export const folderKeys: PageKeys = {
  style: 'cursor',
  in: 'query',
  size: tokenKeys.size,
  at: tokenKeys.at,
  next: 'next_page_token',
  more: 'has_more',
};

export const files: ListingSpec = {
  in: 'files',
  columns: {
    token: 'token',
    name: 'name',
    type: 'type',
    url: 'url',
    modified: { at: 'modified_time', as: 'seconds' },
    created: { at: 'created_time', as: 'seconds', onRequest: true },
    owner_id: { at: 'owner_id', onRequest: true },
    parent_token: { at: 'parent_token', onRequest: true },
  },
  identifying: 2,
};

export const metas: ListingSpec = {
  in: 'metas',
  columns: {
    token: 'doc_token',
    title: 'title',
    type: 'doc_type',
    url: 'url',
    owner_id: 'owner_id',
    created: { at: 'create_time', as: 'seconds' },
    modified: { at: 'latest_modify_time', as: 'seconds' },
    modified_by: 'latest_modify_user',
    security_label: 'sec_label_name',
    asked: { at: 'request_doc_info.doc_token', onRequest: true },
  },
  identifying: 2,
};

export const undescribed: ListingSpec = {
  in: 'failed_list',
  columns: { token: 'token', why: { at: 'code', as: 'meta_failure' } },
};

export const spaces: ListingSpec = {
  in: 'items',
  columns: {
    space_id: 'space_id',
    name: 'name',
    description: 'description',
    type: 'space_type',
    visibility: 'visibility',
    open_sharing: { at: 'open_sharing', onRequest: true },
  },
  identifying: 2,
};

export const nodes: ListingSpec = {
  in: 'items',
  columns: {
    node_token: 'node_token',
    title: 'title',
    obj_type: 'obj_type',
    obj_token: 'obj_token',
    has_child: 'has_child',
    node_type: 'node_type',
    edited: { at: 'obj_edit_time', as: 'seconds' },
    created: { at: 'obj_create_time', as: 'seconds', onRequest: true },
    placed: { at: 'node_create_time', as: 'seconds', onRequest: true },
    owner: { at: 'owner', onRequest: true },
    creator: { at: 'creator', onRequest: true },
    parent_node_token: { at: 'parent_node_token', onRequest: true },
    origin_node_token: { at: 'origin_node_token', onRequest: true },
    origin_space_id: { at: 'origin_space_id', onRequest: true },
  },
  identifying: 2,
  // The space is named by the call; the other is the creator again.
  omit: ['space_id', 'node_creator'],
};
