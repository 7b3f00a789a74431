import { z } from 'zod';
import { json } from '../schemas.js';

/** Views and forms, and the other blocks of a base, as the vendor sends them back. */

const text = z.string();

export const view = z
  .object({
    view_id: text,
    view_name: text.optional(),
    view_type: text.optional(),
    view_public_level: text.optional(),
    view_private_owner_id: text.optional(),
    property: json.optional(),
  })
  .passthrough();

export const form = z
  .object({
    name: text.optional(),
    description: text.optional(),
    shared: z.boolean().optional(),
    shared_url: text.optional(),
    shared_limit: text.optional(),
    submit_limit_once: z.boolean().optional(),
  })
  .passthrough();

export const formField = z
  .object({
    field_id: text.optional(),
    title: text.optional(),
    description: text.optional(),
    required: z.boolean().optional(),
    visible: z.boolean().optional(),
  })
  .passthrough();

export const dashboard = z.object({ block_id: text, name: text.optional() }).passthrough();

export const workflow = z
  .object({ workflow_id: text, status: text.optional(), title: text.optional() })
  .passthrough();
