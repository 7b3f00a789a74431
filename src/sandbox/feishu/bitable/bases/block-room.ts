import { refuse } from '../../../kernel/refusal.js';
import type { Base } from '../model.js';

/** The overview page: tables and dashboards of one base together. */
const maxBlocks = 100;

/** Refuses a table or a dashboard that the base has no room for. */
export function checkBlockRoom({ tables, dashboards }: Base): void {
  if (tables.size + dashboards.size >= maxBlocks) refuse(1254100);
}
