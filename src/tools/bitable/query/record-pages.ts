import type { JsonObject } from '../../../core/json.js';
import { walkPages } from '../../context/listing.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { type Question, questionOf } from './record-query.js';

export interface RecordPages {
  readonly question: Question;
  /** Page by page, so that any number of records passes through in little memory. */
  pages(): AsyncGenerator<RecordPage>;
}

export interface RecordPage {
  /** As the vendor gives them; `question.schema` reads their cells. */
  readonly records: readonly JsonObject[];
  /** How many match in all; undefined where some are passed over here. */
  readonly total: number | undefined;
}

/**
 * All records that a search finds, however many. `args` are those of `bitable_records_search`: `app_token`, `table_id`,
 * and if wanted `filter`, `view_id`, `field_names`, `sort`.
 */
export async function recordPages(context: ToolContext, args: Args): Promise<RecordPages> {
  const question = await questionOf(context, 'bitable_records_search', args);
  return { question, pages: () => pagesOf(context, question) };
}

/** All records that a question in the vendor's terms finds. */
export async function* pagesOf(
  context: ToolContext,
  { name, args, keep }: Pick<Question, 'name' | 'args' | 'keep'>,
): AsyncGenerator<RecordPage> {
  // Chosen from page by page: to fill a page with what is rare could take a listing's whole time.
  for await (const { items, total } of walkPages(context, name, args)) {
    yield keep === undefined
      ? { records: items, total }
      : { records: items.filter(keep), total: undefined };
  }
}
