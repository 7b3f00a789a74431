import type { Endpoint } from '../../../core/endpoint.js';
import type { JsonObject } from '../../../core/json.js';
import { catalogue, type EndpointName } from '../../../endpoints/catalogue.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps, Resend } from '../../context/operation.js';
import type { Args, ToolContext } from '../../context/tool-context.js';
import { noteMentions } from '../names/mentions.js';
import { foresee, tellForeseen, withForesight, withReport } from '../progress/foresee.js';
import type { Foresight } from '../progress/foresight.js';
import { settledNode } from '../progress/settled-node.js';
import { resolveArguments } from '../resolve/arguments.js';
import { compoundField } from '../resolve/field.js';
import { withFreshNames } from '../resolve/finder.js';
import { textOf } from '../resolve/reply-values.js';
import type { Doubted, ResolutionContext } from '../resolve/resolution-context.js';
import { withCreated } from '../stored/created.js';
import { type MergedWrite, mergeStored, withChanges } from '../stored/merge.js';
import { compoundsIn, groupsIn, readBack, type WrittenGroups } from '../write/read-back.js';
import { refuseReversedTimes } from '../write/reversed-times.js';
import { isPerItemCall, rehearseEach, updateEach } from './batch-lists.js';
import { followTask } from './batch-task.js';
import { withFileNames } from './file-names.js';
import { withIdleDays } from './idle-days.js';
import { isEmptyAnswer, isOtherFlow, lookedUp, mayBeName, withIssues } from './strict.js';

/** A call as it was sent, and what its names stood for. */
interface ResolvedCall {
  readonly args: JsonObject;
  readonly resolution: ResolutionContext;
  /** With what was stored before. */
  readonly merged: MergedWrite;
  readonly foreseen: Foresight;
  /** On the client's clock. */
  readonly startedAt: number;
}

/** A call that succeeded, and how it was asked for. */
interface CompletedCall extends ResolvedCall {
  readonly outcome: Outcome;
  /** As the caller gave them. */
  readonly given: Args;
  readonly context: ToolContext;
}

/** What follows some writes. */
const followUps: Partial<
  Readonly<Record<EndpointName, (done: CompletedCall) => Promise<Outcome>>>
> = {
  project_work_items_create: (done) =>
    readPairs(done, 'field_value_pairs', textOf(done.outcome.facts['data'])),
  project_work_items_update: (done) => readPairs(done, 'update_fields'),
  project_nodes_update: (done) => readPairs(done, 'fields'),
  project_nodes_operate: async (done) =>
    readPairs({ ...done, outcome: await settledNode(done) }, 'fields'),
  project_states_change: (done) => readPairs(done, 'fields'),
  project_work_items_freeze: reported,
  project_work_items_delete: reported,
  project_subtasks_delete: reported,
  project_fixed_views_delete: reported,
  project_comments_delete: reported,
  project_work_hours_delete: reported,
  project_work_hours_create: async ({ outcome, given }) => withIdleDays(outcome, given),
  project_compound_fields_update: readGroups,
  project_attachments_delete: async (done) => withFileNames(done.outcome, done),
  project_work_items_batch_update: ({ outcome, given, startedAt, context }) =>
    given['wait'] === false ? Promise.resolve(outcome) : followTask(outcome, startedAt, context),
};

async function reported({ outcome, foreseen }: CompletedCall): Promise<Outcome> {
  return withReport(outcome, foreseen);
}

/** Writes that change what names stand for. */
const renaming =
  /^project_(?:fields|roles|work_item_types|relations|templates|fixed_views|condition_views|user_groups|departments)_(?:create|update|update_members|delete)$/;

/** Puts a call into the vendor's terms, with what is stored. */
function ask(
  name: EndpointName,
  given: Args,
  context: ToolContext,
  doubted: Doubted,
  isDryRun = false,
): Promise<ResolvedCall> {
  const startedAt = context.client.now();
  const work = async (resolution: ResolutionContext) => {
    const args = await resolveArguments(name, given, resolution);
    noteMentions(args['content'], context);
    resolution.issues.attemptNow(() => refuseReversedTimes(args));
    const write = { name, args, resolution, context };
    const isRight = resolution.issues.isEmpty;
    const merged = isRight ? await mergeStored(write) : { args, before: undefined };
    const foreseen = await foresee({ ...write, args: merged.args, given }, isDryRun);
    resolution.issues.throwIfAny();
    refuseReversedTimes(merged.args);
    return { args: merged.args, resolution, merged, foreseen, startedAt };
  };
  return withFreshNames(context, work, doubted);
}

/** Builds the steps of one call of a tool of Feishu Project. */
export function projectSteps(name: EndpointName): EndpointSteps {
  let asked: ResolvedCall | undefined;
  const { oneWriterPer, effect }: Endpoint = catalogue[name];
  /** The outcome of the call with names looked up that were taken for ids; undefined where there is no such. */
  const again = async ({ given, context, resend, doubted, refuses }: UnknownIds) => {
    const trusting = asked?.resolution.hasTrusted(doubted) === true ? asked : undefined;
    const look = () => ask(name, given, context, doubted);
    const found = trusting && (await lookedUp(trusting, look, refuses));
    asked = found ?? asked;
    return found && resend(sendable(name, found.args));
  };
  return {
    ...(oneWriterPer !== undefined && { locked: true }),
    async before(given, context, dryRun = false) {
      asked = await ask(name, given, context, dryRun ? 'all' : 'none', dryRun);
      const isEach = dryRun && isPerItemCall(name, asked.args);
      return sendable(name, isEach ? await rehearseEach({ ...asked, name, context }) : asked.args);
    },
    unsent: async () => asked?.foreseen.already,
    planned: async (outcome) =>
      asked === undefined ? outcome : withFileNames(await withForesight(outcome, asked), asked),
    /** A change of lists, which differ from item to item. */
    async perform(_, context) {
      return asked !== undefined && isPerItemCall(name, asked.args)
        ? updateEach({ ...asked, name, context })
        : undefined;
    },
    async after(outcome, given, context, resend) {
      if (renaming.test(name)) {
        context.memory.listings.clear();
      }
      const unknown = { given, context, resend, doubted: 'silent', refuses: true } as const;
      const isUnknown = effect === 'read' && isEmptyAnswer(outcome) && !('cursor' in given);
      const found = (isUnknown ? await again(unknown) : undefined) ?? outcome;
      return asked === undefined
        ? found
        : completed(name, { ...asked, outcome: found, given, context });
    },
    /** Names may have come to stand for something else, and what looks like an id may be a name. */
    async failed(error, given, context, resend) {
      context.memory.listings.clear();
      tellForeseen(asked?.foreseen, context);
      if (isOtherFlow(name, given, error)) return resend({ ...asked?.args, flow_type: 1 });
      if (!mayBeName(error)) throw error;
      const refuses = error.facts.kind === 'not_found';
      const unknown = { given, context, resend, doubted: 'all', refuses } as const;
      const found = await again(unknown).catch((refused: unknown) => {
        throw withIssues(error, refused, context);
      });
      return found ?? Promise.reject(error);
    },
  };
}

/** What follows a success, and what the write changed. */
async function completed(name: EndpointName, done: CompletedCall): Promise<Outcome> {
  const { args: sent, resolution, merged, outcome, given, context } = done;
  const follow = isPerItemCall(name, sent) ? undefined : followUps[name];
  const followed = (await follow?.(done)) ?? outcome;
  const write = { name, args: sent, resolution, context };
  return isUnderWay(name, given, followed)
    ? followed
    : withChanges(await withCreated(followed, write), write, merged.before);
}

/** A batch update that nobody followed to its end has not stored everything yet. */
function isUnderWay(name: EndpointName, given: Args, { facts }: Outcome): boolean {
  const { task_status: status } = facts;
  return (
    name === 'project_work_items_batch_update' &&
    (given['wait'] === false || status === 'IDLE' || status === 'RUNNING')
  );
}

/** A call whose ids the vendor does not know, or may not know. */
interface UnknownIds {
  readonly given: Args;
  readonly context: ToolContext;
  readonly resend: Resend;
  readonly doubted: Doubted;
  /** Whether what means nothing is refused. */
  readonly refuses: boolean;
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
  { args, resolution, outcome, context }: CompletedCall,
  argument: string,
  itemId = textOf(args['work_item_id']),
): Promise<Outcome> {
  const written = compoundsIn(args[argument], (await resolution.fields()) ?? []);
  return readBack(outcome, itemOf(resolution.type, args, itemId), written, context);
}

/** The groups that were added, or the one that was changed. */
async function readGroups({ args, resolution, outcome, context }: CompletedCall): Promise<Outcome> {
  const fields = args['action'] === 'delete' ? undefined : await resolution.fields();
  if (fields === undefined) {
    return outcome;
  }
  const field = compoundField(textOf(args['field_key']) || textOf(args['field_alias']), fields);
  const uuid = textOf(args['group_uuid']) || undefined;
  const written: WrittenGroups = { field, groups: groupsIn(args['fields']), uuid };
  const [only, ...others] = field.scopes;
  const type = resolution.type ?? (others.length === 0 ? only : undefined);
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
