import { NameIndex } from '../../../core/choose.js';
import { ApiError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { type Args, listAll, type ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import type { NamedKind } from './named-kinds.js';

export interface NameToFind {
  readonly name: string;
  /** Where the name stands in the arguments, for a refusal. */
  readonly path: string;
}

/** A candidate of a listing. */
export interface NamedItem {
  readonly id: string;
  readonly name: string;
}

/** Trades names for ids within one call. Nothing is kept beyond it: a name may move to something else. */
export class NameFinder {
  readonly #listings = new Map<string, Promise<readonly JsonObject[]>>();

  /** `checksIds`: also what has the form of an id is looked up. */
  constructor(
    readonly context: ToolContext,
    readonly checksIds = false,
  ) {}

  /** The id that is meant: an exact id, else a name, else refused with the candidates. */
  async idOf(kind: NamedKind, scope: Args, given: NameToFind): Promise<string> {
    const hasIdForm = kind.idForm.test(given.name);
    return hasIdForm && !this.checksIds ? given.name : (await this.find(kind, scope, given)).id;
  }

  /** The same for ids of which the listing knows some alone: what has their form and is in no listing is one. */
  async idOrNameIn(kind: NamedKind, scope: Args, given: NameToFind): Promise<string> {
    const candidates = await this.#candidates(kind, scope, given);
    const isListed = new NameIndex(candidates ?? []).choose(given.name).fitting.length > 0;
    return kind.idForm.test(given.name) && !isListed
      ? given.name
      : (await this.find(kind, scope, given)).id;
  }

  /** The item that is meant, by the listing. */
  async find(kind: NamedKind, scope: Args, given: NameToFind): Promise<NamedItem> {
    const { what, idForm } = kind;
    const candidates = await this.#candidates(kind, scope, given);
    if (candidates === undefined) {
      const { note } = this.context;
      note(`${given.path}: the ${what}s cannot be listed; ${given.name} was sent as an id`);
      return { id: given.name, name: '' };
    }
    const found = choose({ ...given, what, idWord: 'id' }, candidates);
    if (idForm.test(given.name) && found.id !== given.name) {
      this.context.note(`${given.path}: ${given.name} was taken as the name of ${found.id}`);
    }
    return found;
  }

  /** Undefined where the caller cannot see them and the text has the form of an id. */
  async #candidates(
    kind: NamedKind,
    scope: Args,
    { name }: NameToFind,
  ): Promise<readonly NamedItem[] | undefined> {
    const canBeId = kind.idForm.test(name);
    try {
      const items = await this.list(kind, scope);
      // What the caller cannot see is missing from listings without a word.
      return items.length === 0 && canBeId && kind.neverNone ? undefined : items;
    } catch (error) {
      if (canBeId && error instanceof ApiError && error.facts.kind === 'permission') {
        return undefined;
      }
      throw error;
    }
  }

  async list(kind: NamedKind, scope: Args): Promise<readonly NamedItem[]> {
    const items = await this.#items(kind, scope);
    return items
      .filter((item) => kind.only?.(item) ?? true)
      .map((item) => ({ id: String(item[kind.id] ?? ''), name: String(item[kind.name] ?? '') }));
  }

  /** The table whose records a field links to; undefined for a field that links to none. */
  async linkedTable(kind: NamedKind, scope: Args, fieldId: string): Promise<string | undefined> {
    const field = (await this.#items(kind, scope)).find((item) => item[kind.id] === fieldId);
    const property = field?.['property'];
    const target = isJsonObject(property) ? property['table_id'] : undefined;
    return typeof target === 'string' ? target : undefined;
  }

  #items(kind: NamedKind, { app_token, table_id }: Args): Promise<readonly JsonObject[]> {
    const scope = kind.ofTable ? { app_token, table_id } : { app_token };
    const key = JSON.stringify([kind.list, scope]);
    const listing = this.#listings.get(key) ?? listAll(this.context, kind.list, scope);
    this.#listings.set(key, listing);
    return listing;
  }
}
