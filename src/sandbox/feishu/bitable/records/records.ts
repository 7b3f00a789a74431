import type { FeishuEndpointName } from '../../../../endpoints/catalogue.js';
import type { Handlers } from '../../handler.js';
import * as changes from './record-changes.js';
import { getRecord, listRecords } from './record-list.js';
import { batchGetRecords, searchRecords } from './record-search.js';

export const recordHandlers = {
  bitable_records_search: searchRecords,
  bitable_records_list: listRecords,
  bitable_records_get: getRecord,
  bitable_records_batch_get: batchGetRecords,
  bitable_records_create: changes.createOne,
  bitable_records_update: changes.updateOne,
  bitable_records_delete: changes.deleteOne,
  bitable_records_batch_create: changes.createMany,
  bitable_records_batch_update: changes.updateMany,
  bitable_records_batch_delete: changes.deleteMany,
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `bitable_records_${string}`>>;
