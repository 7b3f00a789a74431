import { z } from 'zod';
import { terse } from '../../../core/terse.js';

/** What the page "Update form metadata" changes, besides the name. */
export const formSettings = {
  description: z.string().optional().describe('Introduction'),
  shared: z.boolean().optional().describe('Open to be filled in'),
  shared_limit: z
    .enum(['off', 'tenant_editable', 'anyone_editable'])
    .optional()
    .describe('Who may fill it in; only while shared'),
  submit_limit_once: z.boolean().optional().describe('One submission each'),
};

/** How an upgraded form shows its questions. */
export const displayMode = z.enum(['traditional', 'one_question_per_page']).describe('Layout');

const segment = z
  .object({
    segment_type: z.enum(['text', 'url']),
    text: z.string().min(1).max(1_000),
    link: z.string().min(1).max(1_000).optional(),
  })
  .strict();

/** What the page "Update a form question" changes. */
export const question = {
  pre_field_id: z.string().max(50).optional().describe('Move behind this one; "": first'),
  title: z.string().optional().describe('The question'),
  description: z.string().optional().describe('Explanation'),
  required: z.boolean().optional().describe('Needs an answer'),
  visible: z.boolean().optional().describe('false goes alone'),
  rich_description: terse(
    z.array(segment).min(1).max(500).describe('[{segment_type (text, url), text, link?}]'),
  ).optional(),
};
