import { z } from 'zod';
import { publishedAs } from '../../../../core/terse.js';
import {
  ownersSchedule,
  writtenSchedule,
} from '../../../../endpoints/project/fields/field-values.js';
import {
  json,
  key,
  projectKey,
  typeKey,
  workItemIdInPath,
} from '../../../../endpoints/project/schemas.js';
import { clearing, dryRun } from '../../../answer/schema.js';
import { setChange } from '../../../input/set-change.js';

export const input = z
  .object({
    project_key: projectKey.describe('Space, or the link of the item'),
    work_item_type_key: typeKey.optional(),
    work_item_id: workItemIdInPath.optional(),
    node: key('Name or key; the one under way when absent').optional(),
    fields: z.record(json).describe('{field: value} to fill').optional(),
    owners: setChange(z.string()).describe('People; {add, remove} some').optional(),
    schedule: publishedAs(
      json.describe('{start, end, points, actual_work_time}; a list with owner where each has one'),
      z.union([writtenSchedule, z.array(ownersSchedule)]),
    ).optional(),
    clear: clearing(['start', 'end']).describe('Times to unset').optional(),
    role_owners: z.record(json).describe('{role: [people]}').optional(),
    dry_run: dryRun.optional(),
  })
  .strict();

export type CompleteNodeArgs = z.output<typeof input>;
