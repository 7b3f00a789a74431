import type { Candidate } from '../../../core/choose.js';
import type { ApiError } from '../../../core/errors.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { isFailure } from '../../answer/failure-text.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { withSubFields } from '../resolve/field.js';
import { withFreshNames } from '../resolve/finder.js';
import { nodesIn } from '../resolve/keys.js';
import { textOf } from '../resolve/reply-values.js';
import type { ResolutionContext } from '../resolve/resolution-context.js';
import { resolveSpaceAndType } from '../resolve/work-item-ref.js';
import { namesOf } from '../stored/named-values.js';

/** Ids of one kind: how they look in the words of the vendor, and what they stand for. */
interface IdKind {
  readonly form: RegExp;
  /** The details of a refusal that hold one, whatever it looks like. */
  readonly details?: readonly string[];
  list(resolution: ResolutionContext, ids: readonly string[]): Promise<readonly Candidate[]>;
}

const kinds: readonly IdKind[] = [
  {
    form: /^field_\w+$/,
    details: ['field_key', 'field_alias', 'field'],
    async list(resolution) {
      const own = (await resolution.fields()) ?? [];
      const ofTasks = (await resolution.fields('sub_task').catch(() => undefined)) ?? [];
      return withSubFields([...own, ...ofTasks]).flatMap(({ id, name, others = [] }) =>
        [id, ...others].map((key) => ({ id: key, name })),
      );
    },
  },
  {
    form: /^\d{15,19}$/,
    async list(resolution, ids) {
      return [...(await namesOf(ids, resolution))].map(([id, name]) => ({ id, name }));
    },
  },
  {
    form: /^state_\d+$/,
    details: ['node'],
    list: async (resolution) =>
      nodesIn(await resolution.workflow((await resolution.isStateFlow()) ? 1 : 0)),
  },
  { form: /^role_\w+$/, details: ['role_id'], list: (resolution) => resolution.roles() },
  {
    form: /^[0-9a-f]{24}$/,
    async list(resolution) {
      const spaces = (await resolution.names.spaces()).map(({ project_key, name }) => ({
        id: textOf(project_key),
        name: textOf(name),
      }));
      return [...spaces, ...(await resolution.types()), ...(await resolution.businessLines())];
    },
  },
];

/** Looks up what the ids stand for that a refusal quotes; those that nothing tells are left out. */
export function namesInRefusal(
  { facts: { reason, details = {} } }: ApiError,
  args: Args,
  context: ToolContext,
): Promise<ReadonlyMap<string, string>> {
  const told = (keys: readonly string[]) => keys.map((key) => textOf(details[key]));
  return withFreshNames(context, (resolution) => {
    const idsOf = ({ form, details: keys = [] }: Omit<IdKind, 'list'>) => [
      ...wordsOf(reason).filter((word) => form.test(word)),
      ...told(keys).filter((id) => /^[\w-]+$/.test(id)),
    ];
    return namesOfIds(idsOf, (list, ids) => located(list, ids, args, resolution));
  });
}

/** Looks up what the ids in a request stand for; the place of the call is known. */
export function namesInRequest(
  request: Json,
  resolution: ResolutionContext,
): Promise<ReadonlyMap<string, string>> {
  const words = wordsOf(JSON.stringify(request)).filter((word) => word !== resolution.space);
  return namesOfIds(
    ({ form }) => words.filter((word) => form.test(word)),
    (list, ids) => list(resolution, ids),
  );
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\w-]+/g) ?? [];
}

async function namesOfIds(
  idsOf: (kind: Omit<IdKind, 'list'>) => readonly string[],
  look: (list: IdKind['list'], ids: readonly string[]) => Promise<readonly Candidate[]>,
): Promise<ReadonlyMap<string, string>> {
  const named: (readonly [id: string, name: string])[] = [];
  for (const { list, ...kind } of kinds) {
    const ids = [...new Set(idsOf(kind))];
    const found = ids.length === 0 ? [] : await tried(() => look(list, ids));
    named.push(...found.flatMap(({ id, name }) => (ids.includes(id) ? [[id, name] as const] : [])));
  }
  return new Map(named.filter(([id, name]) => name !== '' && name !== id));
}

/** Lists the things of a kind where the call took place. */
async function located(
  list: IdKind['list'],
  ids: readonly string[],
  args: Args,
  resolution: ResolutionContext,
): Promise<readonly Candidate[]> {
  if (resolution.space === undefined) {
    await resolveSpaceAndType(placeIn(args), resolution);
  }
  return list(resolution, ids);
}

function placeIn(args: Args): JsonObject {
  const keys = ['project_key', 'work_item_type_key', 'work_item_id'] as const;
  return Object.fromEntries(
    keys.map((key) => [key, textOf(args[key])] as const).filter(([, text]) => text !== ''),
  );
}

/** A lookup that fails leaves the ids as they are. */
async function tried(look: () => Promise<readonly Candidate[]>): Promise<readonly Candidate[]> {
  try {
    return await look();
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return [];
  }
}
