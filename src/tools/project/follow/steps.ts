import type { JsonObject } from '../../../core/json.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import type { Outcome } from '../../answer/result.js';
import type { ExtensionSteps } from '../../context/extension.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { compoundField } from '../resolve/arguments.js';
import { textOf } from '../resolve/field.js';
import { inVendorsTerms, type Resolved } from '../resolve/in-vendors-terms.js';
import { groupsIn } from '../write/groups.js';
import { compoundsIn, readBack, type WrittenGroups } from '../write/read-back.js';
import { followTask } from './follow-task.js';

/** A call that succeeded, and how it was asked for. */
interface Done extends Resolved {
  readonly outcome: Outcome;
  /** As the caller gave them. */
  readonly given: Args;
  /** On the client's clock. */
  readonly startedAt: number;
  readonly context: ToolContext;
}

/** What follows some writes. */
const followUps: Partial<Readonly<Record<EndpointName, (done: Done) => Promise<Outcome>>>> = {
  project_work_items_create: (done) =>
    readPairs(done, 'field_value_pairs', textOf(done.outcome.facts['data'])),
  project_work_items_update: (done) => readPairs(done, 'update_fields'),
  project_nodes_update: (done) => readPairs(done, 'fields'),
  project_nodes_operate: (done) => readPairs(done, 'fields'),
  project_states_change: (done) => readPairs(done, 'fields'),
  project_compound_fields_update: readGroups,
  project_work_items_batch_update: ({ outcome, given, startedAt, context }) =>
    given['wait'] === false ? Promise.resolve(outcome) : followTask(outcome, startedAt, context),
};

/** Writes that change what names stand for. */
const renaming = /^project_(?:fields|roles|work_item_types|relations)_(?:create|update|delete)$/;

/** The steps of one call of a tool of Feishu Project. */
export function projectSteps(name: EndpointName): ExtensionSteps {
  let asked: (Resolved & { readonly startedAt: number }) | undefined;
  return {
    async before(args, context) {
      const startedAt = context.client.now();
      asked = { ...(await inVendorsTerms(name, args, context)), startedAt };
      return sendable(name, asked.args);
    },
    async after(outcome, given, context) {
      if (renaming.test(name)) {
        context.memory.brief.clear();
      }
      const follow = followUps[name];
      return asked === undefined || follow === undefined
        ? outcome
        : follow({ ...asked, outcome, given, context });
    },
    /** Names may have come to stand for something else. */
    async failed(error, _, { memory }) {
      memory.brief.clear();
      throw error;
    },
  };
}

const paging = ['limit', 'cursor'];

/** Without the arguments that only say how to look names up, or what to do afterwards. */
function sendable(name: EndpointName, args: JsonObject): JsonObject {
  const { path, query, body }: Shapes = catalogue[name];
  const known = new Set([...Object.keys({ ...path, ...query, ...body }), ...paging]);
  return Object.fromEntries(Object.entries(args).filter(([key]) => known.has(key)));
}

type Shapes = Readonly<Partial<Record<'path' | 'query' | 'body', object>>>;

async function readPairs(
  { args, scene, outcome, context }: Done,
  argument: string,
  itemId = textOf(args['work_item_id']),
): Promise<Outcome> {
  const written = compoundsIn(args[argument], (await scene.fields()) ?? []);
  return readBack(outcome, itemOf(scene.type, args, itemId), written, context);
}

/** The groups that were added, or the one that was changed. */
async function readGroups({ args, scene, outcome, context }: Done): Promise<Outcome> {
  const fields = args['action'] === 'delete' ? undefined : await scene.fields();
  if (fields === undefined) {
    return outcome;
  }
  const field = compoundField(textOf(args['field_key']) || textOf(args['field_alias']), fields);
  const uuid = textOf(args['group_uuid']) || undefined;
  const written: WrittenGroups = { field, groups: groupsIn(args['fields']), uuid };
  const [only, ...others] = field.scopes;
  const type = scene.type ?? (others.length === 0 ? only : undefined);
  if (type === undefined) {
    const note = 'give work_item_type_key as well to have what was written read back';
    return { ...outcome, notes: [...outcome.notes, note] };
  }
  return readBack(outcome, itemOf(type, args, textOf(args['work_item_id'])), [written], context);
}

function itemOf(type: string | undefined, { project_key }: JsonObject, id: string) {
  return {
    project_key: textOf(project_key),
    work_item_type_key: type ?? '',
    work_item_id: id,
  };
}
