import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import { type Args, callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';
import { unless, withListers } from './issues.js';
import { objectsIn } from './reply-values.js';
import {
  type Doubted,
  type NameSource,
  type PeopleQuery,
  type ProjectDescription,
  type ProjectListing,
  type ProjectState,
  ResolutionContext,
} from './resolution-context.js';

/** Works with remembered listings; where a name does not fit them, looks everything up anew and works again. */
export async function withFreshNames<Result>(
  context: ToolContext,
  work: (resolution: ResolutionContext) => Promise<Result>,
  doubted: Doubted = 'none',
): Promise<Result> {
  const source = new ProjectNameSource(context, false);
  try {
    return await work(new ResolutionContext(source, context, context.linkHosts, doubted));
  } catch (error) {
    if (error instanceof InputError && source.remembered) {
      const fresh = new ProjectNameSource(context, true);
      const again = new ResolutionContext(fresh, context, context.linkHosts, doubted);
      return work(again).catch((refused: unknown) => Promise.reject(withListers(refused)));
    }
    throw withListers(error);
  }
}

/** The vendor tells of this many spaces at once. */
const maxSpaces = 100;

/** Asks the vendor for what names stand for: each listing once a call, and not again for a moment. */
class ProjectNameSource implements NameSource {
  /** Whether anything came out of the memory, and so may be old. */
  remembered = false;
  readonly #asked = new Map<string, Promise<readonly JsonObject[]>>();

  constructor(
    private readonly context: ToolContext,
    /** Looks everything up anew. */
    private readonly fresh: boolean,
  ) {}

  list(name: ProjectListing, args: JsonObject): Promise<readonly JsonObject[]> {
    return this.#once([name, args], () => listAll(this.context, name, args));
  }

  /** One object, as it is described at the moment. */
  async get(name: ProjectDescription, args: JsonObject): Promise<JsonObject> {
    const [found = {}] = await this.#once([name, args], async () => [
      await callEndpoint(this.context, name, args),
    ]);
    return found;
  }

  /** What changes with every step of the work: asked once in this call, and never remembered. */
  async now(name: ProjectState, args: JsonObject): Promise<JsonObject> {
    const key = JSON.stringify([name, args]);
    const asking = this.#asked.get(key) ?? this.#ask(name, args);
    this.#asked.set(key, asking);
    return (await asking)[0] ?? {};
  }

  async #ask(name: ProjectState, args: JsonObject): Promise<readonly JsonObject[]> {
    return [await callEndpoint(this.context, name, args)];
  }

  /** The space of a simple name, if the user reaches one. */
  async spaceOf(simpleName: string): Promise<JsonObject | undefined> {
    const args = { simple_names: [simpleName] };
    const [space] = await this.#once(['space', simpleName], () => this.#spaces(args));
    return space;
  }

  /** All that the user reaches. */
  spaces(): Promise<readonly JsonObject[]> {
    return this.#once(['spaces'], async () => {
      const { data } = await callEndpoint(this.context, 'project_spaces_list', {});
      const keys = Array.isArray(data) ? data.map(String) : [];
      const found: JsonObject[] = [];
      for (let start = 0; start < keys.length; start += maxSpaces) {
        const project_keys = keys.slice(start, start + maxSpaces);
        found.push(...(await this.#spaces({ project_keys })));
      }
      return found;
    });
  }

  async #spaces(args: Args): Promise<readonly JsonObject[]> {
    const reply = await callEndpoint(this.context, 'project_spaces_get', args);
    return Object.values(reply)
      .filter(isJsonObject)
      .filter(({ project_key }) => project_key !== undefined);
  }

  /** People of one address, or of names that hold a text. */
  people(name: PeopleQuery, args: JsonObject) {
    return this.#once([name, args], async () => {
      const found = await unless(callEndpoint(this.context, name, args), 'not_found');
      return objectsIn(found?.['data']);
    });
  }

  #once(
    place: readonly unknown[],
    look: () => Promise<readonly JsonObject[]>,
  ): Promise<readonly JsonObject[]> {
    const key = JSON.stringify(place);
    const asking = this.#asked.get(key) ?? this.#recalled(key) ?? this.#looked(key, look);
    this.#asked.set(key, asking);
    return asking;
  }

  #recalled(key: string): Promise<readonly JsonObject[]> | undefined {
    const { memory, client } = this.context;
    const items = this.fresh ? undefined : memory.listings.get(key, client.now());
    if (items === undefined) {
      return undefined;
    }
    this.remembered = true;
    return Promise.resolve(items);
  }

  async #looked(
    key: string,
    look: () => Promise<readonly JsonObject[]>,
  ): Promise<readonly JsonObject[]> {
    const items = await look();
    this.context.memory.listings.keep(key, items, this.context.client.now());
    return items;
  }
}
