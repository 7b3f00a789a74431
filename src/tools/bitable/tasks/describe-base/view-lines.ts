import type { TableSchema } from '../../../../cells/field.js';
import type { JsonObject } from '../../../../core/json.js';
import type { BaseReader, ListedTable } from './base-reader.js';
import { settingsOf } from './view-settings.js';

/** Views whose settings are looked at: each takes a request. */
const maxLookedAt = 20;

/** A view in a line: `进行中: grid vew…`. */
export function viewLine({ view_name, view_type, view_id, ...view }: JsonObject): string {
  const level = String(view['view_public_level'] ?? 'Public').toLowerCase();
  return `${view_name}: ${view_type} ${view_id}${level === 'public' ? '' : `, ${level}`}`;
}

/** With filters, hidden fields, and the links of forms. */
export async function fullViews(
  reader: BaseReader,
  table: ListedTable,
  views: readonly JsonObject[],
  schema: TableSchema,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const view of views.slice(0, maxLookedAt)) {
    const details =
      view['view_type'] === 'form'
        ? sharingOf(await reader.form(table, view))
        : settingsOf(await reader.view(table, view), schema);
    lines.push([viewLine(view), ...details].join(', '));
  }
  const rest = views.slice(maxLookedAt);
  if (rest.length > 0) {
    reader.note(
      `${table.name}: the settings of ${rest.length} views were not read; bitable_views_get has them`,
    );
  }
  return [...lines, ...rest.map(viewLine)];
}

function sharingOf({ shared, shared_url, shared_limit }: JsonObject): readonly string[] {
  return shared === true ? [`shared at ${shared_url}, shared_limit ${shared_limit}`] : [];
}
