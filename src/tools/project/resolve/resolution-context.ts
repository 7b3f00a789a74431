import type { Candidate } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import type { LinkHosts } from '../../input/link-hosts.js';
import { idAmong } from '../names/listed.js';
import { fieldOf, isInUse, type ProjectField } from './field.js';
import { Issues, type Notes, refusal, unless } from './issues.js';
import { int64, objectsIn, textOf } from './reply-values.js';

export type ProjectListing =
  | 'project_associations_list_rules'
  | 'project_business_lines_list'
  | 'project_fields_list'
  | 'project_relations_list'
  | 'project_reviews_list_options'
  | 'project_roles_list'
  | 'project_teams_list'
  | 'project_templates_list'
  | 'project_tenants_get'
  | 'project_user_groups_list_members'
  | 'project_views_list'
  | 'project_work_item_types_list'
  | 'project_work_items_full_text';

export type ProjectDescription = 'project_templates_get' | 'project_work_item_types_get';

export type ProjectState =
  | 'project_associations_list'
  | 'project_file_comments_list'
  | 'project_fixed_views_get'
  | 'project_subtasks_list'
  | 'project_views_list'
  | 'project_work_items_filter'
  | 'project_work_items_get'
  | 'project_workflows_get';

export type PeopleQuery = 'project_users_query' | 'project_users_search';

/** Says what names stand for; each question is asked once a call. */
export interface NameSource {
  list(name: ProjectListing, args: JsonObject): Promise<readonly JsonObject[]>;
  /** One object, as it is described at the moment. */
  get(name: ProjectDescription, args: JsonObject): Promise<JsonObject>;
  /** What changes with every step of the work: never remembered beyond the call. */
  now(name: ProjectState, args: JsonObject): Promise<JsonObject>;
  /** The space of a simple name, if the user reaches one. */
  spaceOf(simpleName: string): Promise<JsonObject | undefined>;
  /** All spaces that the user reaches. */
  spaces(): Promise<readonly JsonObject[]>;
  /** People of one address, or of names that hold a text. */
  people(name: PeopleQuery, args: JsonObject): Promise<readonly JsonObject[]>;
}

/** Where items can be: a type, in a space. */
export interface TypePlace {
  readonly project_key: string;
  readonly work_item_type_key: string;
}

/** Which texts in the form of ids are looked up as well, as they may be names. */
export type Doubted = 'none' | 'silent' | 'all';

/** Where in Feishu Project a call plays: what names in its arguments can mean. Keys that are not known are undefined. */
export class ResolutionContext {
  readonly issues = new Issues();
  /** What the caller calls people and options, by what the vendor does. */
  readonly givenNames = new Map<string, string>();
  readonly #trusted = new Set<string>();
  /** The first of the spaces. */
  space: string | undefined;
  /** The type, where the call is about one. */
  type: string | undefined;
  item: string | undefined;
  spaceKeys: readonly string[] = [];
  typeKeys: readonly string[] = [];

  constructor(
    readonly names: NameSource,
    readonly notes: Notes,
    /** The hosts whose links are read. */
    readonly linkHosts: LinkHosts,
    readonly doubted: Doubted = 'none',
  ) {}

  /**
   * Whether a text in the form of an id is taken for one without a look. Of what does not exist the vendor answers with
   * an error, or with nothing, which is `silent`.
   */
  trusts(unknown: 'error' | 'silent' = 'error'): boolean {
    const isDoubted = this.doubted === 'all' || this.doubted === unknown;
    if (!isDoubted) {
      this.#trusted.add(unknown);
    }
    return !isDoubted;
  }

  /** Whether anything was taken for an id without a look that others doubt. */
  hasTrusted(doubted: Doubted): boolean {
    return doubted === 'all' ? this.#trusted.size > 0 : this.#trusted.has(doubted);
  }

  /** The types of the space that can be used. */
  async types(space = this.space): Promise<readonly Candidate[]> {
    const args = { project_key: space };
    const types = await this.names.list('project_work_item_types_list', args);
    return types.filter(isInUse).map(({ type_key, name, api_name }) => ({
      id: textOf(type_key),
      name: textOf(name),
      others: [textOf(api_name)],
    }));
  }

  /** The fields of the type, or of the whole space; undefined where the caller may not see them. */
  async fields(type = this.type): Promise<readonly ProjectField[] | undefined> {
    if (this.space === undefined) {
      return undefined;
    }
    const args = {
      project_key: this.space,
      ...(type !== undefined && { work_item_type_key: type }),
    };
    const listed = await unless(this.names.list('project_fields_list', args), 'permission');
    if (listed === undefined) {
      this.notes.note('the fields may not be seen: keys and values went as they were given');
    }
    return listed?.map(fieldOf);
  }

  async roles(): Promise<readonly Candidate[]> {
    const args = { project_key: this.space, work_item_type_key: await this.knownType() };
    const roles = await this.names.list('project_roles_list', args);
    return roles.map(({ id, name, key, role_alias }) => ({
      id: textOf(id),
      name: textOf(name),
      others: [key, role_alias].map(textOf).filter((other) => other !== ''),
    }));
  }

  /** A role by id, alias or name. */
  async roleKey(name: string, path: string): Promise<string> {
    const roles = await unless(this.roles(), 'permission');
    return idAmong({ what: 'role', name, path }, roles, this);
  }

  /** A business line by id, name, or path of names. */
  async businessLineKey(name: string, path: string): Promise<string> {
    const lines = await unless(this.businessLines(), 'permission');
    return idAmong({ what: 'business line', name, path }, lines, this);
  }

  /** Business lines, those within others as well. */
  async businessLines(): Promise<readonly Candidate[]> {
    const lines = await this.names.list('project_business_lines_list', {
      project_key: this.space,
    });
    return lines.flatMap((line) => withInner(line, ''));
  }

  /** The nodes (0) or the states (1) of the item as they are now. */
  async workflow(flowType: 0 | 1): Promise<JsonObject> {
    return this.names.now('project_workflows_get', {
      project_key: this.space,
      work_item_type_key: await this.knownType(),
      work_item_id: this.item,
      flow_type: flowType,
    });
  }

  async isStateFlow(): Promise<boolean> {
    const args = { project_key: this.space, work_item_type_key: await this.knownType() };
    return (await this.names.get('project_work_item_types_get', args))['flow_mode'] === 'stateflow';
  }

  /** Of the item, where the call does not say it. */
  async knownType(): Promise<string> {
    this.type ??= await this.#typeOfItem();
    return this.type;
  }

  /** The types that the call is about, in each of its spaces. */
  places(types = this.typeKeys): readonly TypePlace[] {
    return this.spaceKeys.flatMap((project_key) =>
      types.map((work_item_type_key) => ({ project_key, work_item_type_key })),
    );
  }

  /** The same, or all types of the space where the call is about none. */
  async placesOrAll(): Promise<readonly TypePlace[]> {
    const types = this.typeKeys.length > 0 ? this.typeKeys : await this.itemTypeKeys();
    return this.places(types);
  }

  /** The types of the space that have items. */
  async itemTypeKeys(space = this.space): Promise<readonly string[]> {
    return (await this.#itemTypes(space)).map(({ id }) => id);
  }

  /** Without what has no items of its own. */
  async #itemTypes(space = this.space): Promise<readonly Candidate[]> {
    return (await this.types(space)).filter(({ id }) => id !== 'sub_task' && id !== 'chart');
  }

  async #typeOfItem(): Promise<string> {
    const { space, item } = this;
    if (item === undefined) {
      throw refusal('work_item_id', 'is needed to look up names', 'the id or the link of the item');
    }
    const types = space === undefined ? [] : await this.#itemTypes();
    const { data } =
      types.length === 0
        ? {}
        : await this.names.now('project_work_items_filter', {
            project_key: space,
            work_item_type_keys: types.map(({ id }) => id),
            work_item_ids: [int64(item)],
            page_num: 1,
            page_size: 1,
          });
    const [found] = objectsIn(data);
    const type = textOf(found?.['work_item_type_key']);
    if (type === '') {
      throw refusal('work_item_type_key', 'is needed to look up names', 'the type of the item');
    }
    return type;
  }
}

function withInner(line: JsonObject, above: string): readonly Candidate[] {
  const name = textOf(line['name']);
  const path = above === '' ? name : `${above}/${name}`;
  const own = { id: textOf(line['id']), name: path, others: [name] };
  return [own, ...objectsIn(line['children']).flatMap((inner) => withInner(inner, path))];
}

/** A value on its way into a field. */
export interface FieldValueContext {
  readonly field: ProjectField;
  /** Where it stands in the arguments. */
  readonly path: string;
  readonly resolution: ResolutionContext;
}
