import type { Candidate } from '../../../core/choose.js';
import type { JsonObject } from '../../../core/json.js';
import type { ToolContext } from '../../context/tool-context.js';
import { choose } from '../../input/choose.js';
import { fieldOf, isInUse, objectsIn, type ProjectField, textOf } from './field.js';
import { Finder, unless } from './finder.js';
import { int64 } from './int64.js';
import { Issues, refusal } from './issues.js';

/** Where in Feishu Project a call plays: what names in its arguments can mean. Keys that are not known are undefined. */
export class Scene {
  readonly issues = new Issues();
  readonly finder: Finder;
  space: string | undefined;
  type: string | undefined;
  item: string | undefined;

  constructor(
    readonly context: ToolContext,
    options: { readonly fresh: boolean },
  ) {
    this.finder = new Finder(context, options.fresh);
  }

  /** The types of the space that can be used. */
  async types(space = this.space): Promise<readonly Candidate[]> {
    const args = { project_key: space };
    const types = await this.finder.list('project_work_item_types_list', args);
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
    const listed = await unless(this.finder.list('project_fields_list', args), 'permission');
    if (listed === undefined) {
      this.context.note('the fields may not be seen: keys and values went as they were given');
    }
    return listed?.filter(isInUse).map(fieldOf);
  }

  async roles(): Promise<readonly Candidate[]> {
    const args = { project_key: this.space, work_item_type_key: await this.knownType() };
    const roles = await this.finder.list('project_roles_list', args);
    return roles.map(({ id, name, key, role_alias }) => ({
      id: textOf(id),
      name: textOf(name),
      others: [key, role_alias].map(textOf).filter((other) => other !== ''),
    }));
  }

  /** A role by id, alias or name. */
  async roleKey(name: string, path: string): Promise<string> {
    return choose({ what: 'role', name, path }, await this.roles()).id;
  }

  /** Business lines, those within others as well. */
  async businessLines(): Promise<readonly Candidate[]> {
    const lines = await this.finder.list('project_business_lines_list', {
      project_key: this.space,
    });
    return lines.flatMap((line) => withInner(line, ''));
  }

  /** The nodes (0) or the states (1) of the item as they are now. */
  async workflow(flowType: 0 | 1): Promise<JsonObject> {
    return this.finder.now('project_workflows_get', {
      project_key: this.space,
      work_item_type_key: await this.knownType(),
      work_item_id: this.item,
      flow_type: flowType,
    });
  }

  async isStateFlow(): Promise<boolean> {
    const args = { project_key: this.space, work_item_type_key: await this.knownType() };
    return (
      (await this.finder.get('project_work_item_types_get', args))['flow_mode'] === 'stateflow'
    );
  }

  /** Of the item, where the call does not say it. */
  async knownType(): Promise<string> {
    this.type ??= await this.#typeOfItem();
    return this.type;
  }

  /** Without what has no items of its own. */
  async #itemTypes(): Promise<readonly Candidate[]> {
    return (await this.types()).filter(({ id }) => id !== 'sub_task' && id !== 'chart');
  }

  async #typeOfItem(): Promise<string> {
    const { space, item } = this;
    const types = space === undefined || item === undefined ? [] : await this.#itemTypes();
    const { data } =
      types.length === 0
        ? {}
        : await this.finder.now('project_work_items_filter', {
            project_key: space,
            work_item_type_keys: types.map(({ id }) => id),
            work_item_ids: [int64(item ?? '')],
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
