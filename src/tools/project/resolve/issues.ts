import { ApiError, type ErrorKind, InputError, type InputIssue } from '../../../core/errors.js';

/** Takes what to say beside the result; a ToolContext is one. */
export interface Notes {
  note(text: string): void;
  /** Tells the time that words such as `today` are counted from; without it they are no times. */
  readonly client?: { now(): number };
}

/** What is wrong with the arguments of one call, told all at once. */
export class Issues {
  #found: InputIssue[] = [];

  add(path: string, problem: string, allowed?: string): void {
    this.#found.push({ path, problem, ...(allowed !== undefined && { allowed }) });
  }

  /** Tells whether something is wrong with an argument, or with a part of it. */
  has(path: string): boolean {
    return this.#found.some((issue) => issue.path === path || issue.path.startsWith(`${path}[`));
  }

  /** Forgets what was wrong with an argument that needs no value after all. */
  forget(path: string): void {
    this.#found = this.#found.filter((issue) => issue.path !== path);
  }

  /** What a piece of work comes to; undefined where it was refused. */
  async attempt<Result>(work: () => Promise<Result> | Result): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      this.#found.push(...error.issues);
      return undefined;
    }
  }

  /** The same for work that is done at once. */
  attemptNow(work: () => unknown): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      this.#found.push(...error.issues);
    }
  }

  /** The same for each item of a list. */
  async attemptAll<Item, Result>(
    items: readonly Item[],
    work: (item: Item, index: number) => Promise<Result> | Result,
  ): Promise<Result[]> {
    const results: Result[] = [];
    for (const [index, item] of items.entries()) {
      const result = await this.attempt(() => work(item, index));
      if (result !== undefined) {
        results.push(result);
      }
    }
    return results;
  }

  get isEmpty(): boolean {
    return this.#found.length === 0;
  }

  throwIfAny(): void {
    if (this.#found.length > 0) {
      throw new InputError(this.#found);
    }
  }
}

/** The tools that list all options of a kind, of which a refusal shows a part. */
const listers: ReadonlyMap<string, string> = new Map([
  ['association rule', 'project_associations_list_rules'],
  ['attachment field', 'project_fields_list'],
  ['business line', 'project_business_lines_list'],
  ['compound field', 'project_fields_list'],
  ['field', 'project_fields_list'],
  ['file', 'project_work_items_get'],
  ['option', 'project_fields_list_options'],
  ['person', 'project_users_search'],
  ['relation', 'project_relations_list'],
  ['role', 'project_roles_list'],
  ['space', 'project_spaces_list'],
  ['sub-task', 'project_subtasks_list'],
  ['team', 'project_teams_list'],
  ['template', 'project_templates_list'],
  ['type', 'project_work_item_types_list'],
  ['user group', 'project_user_groups_list_members'],
  ['view', 'project_views_list'],
]);

/** Tells in a refusal which tool lists the options that it has no room for. */
export function withListers(error: unknown): unknown {
  return error instanceof InputError
    ? new InputError(
        error.issues.map((issue) => ({ ...issue, listedBy: listers.get(issue.what ?? '') })),
      )
    : error;
}

/** One thing that is wrong, thrown where it is found. */
export function refusal(path: string, problem: string, allowed?: string): InputError {
  return new InputError([{ path, problem, ...(allowed !== undefined && { allowed }) }]);
}

/** What the vendor answers, or undefined where it refuses in one of these ways. */
export async function unless<Found>(
  asking: Promise<Found>,
  ...kinds: readonly ErrorKind[]
): Promise<Found | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ApiError && kinds.includes(error.facts.kind)) {
      return undefined;
    }
    throw error;
  }
}
