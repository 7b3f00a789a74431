import { z } from 'zod';
import { terse } from '../../../core/terse.js';
import { conjunction, operator } from '../records/filter-schemas.js';
import { fieldId } from '../schemas.js';

export const viewType = z
  .enum(['grid', 'kanban', 'gallery', 'gantt', 'form'])
  .describe('grid when absent; a form view is a form');

/** The vendor takes the values of a condition as the JSON text of their list, which a list becomes here. */
const values = z.preprocess(
  (value) => (Array.isArray(value) ? JSON.stringify(value) : value),
  z.string(),
);

const condition = z
  .object({ field_id: fieldId, operator: operator.default('is'), value: values.optional() })
  .strict();

/** What the page "Update a view" changes; what is absent or null stays. */
export const viewProperty = terse(
  z
    .object({
      filter_info: z
        .object({ conjunction: conjunction.default('and'), conditions: z.array(condition).max(50) })
        .strict()
        .nullish(),
      hidden_fields: z.array(fieldId).max(300).nullish(),
      hierarchy_config: z.object({ field_id: z.string().optional() }).strict().nullish(),
    })
    .strict()
    .describe(
      'filter_info {conjunction, conditions [{field_id, operator, value}]}, values and operators as in bitable_records_search; hidden_fields [field_id]; hierarchy_config {field_id} of a link to this table. An empty list clears',
    ),
);
