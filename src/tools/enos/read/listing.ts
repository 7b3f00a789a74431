import type { ListingSpec } from '../../../core/endpoint.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { statusName } from '../../../endpoints/enos/statuses.js';
import { chosenListing, type ListedItems, type ReplyListing } from '../../answer/listing.js';
import type { ToolContext } from '../../context/tool-context.js';
import { parameterMap, readParameters } from './parameters.js';
import { readPeople } from './stored-flow.js';
import { isoTime, serviceZone } from './zone.js';

type ReadValue = (value: Json, zone: string | undefined) => Json;

/** How the kinds of values in listings are shown. */
const readers: Readonly<Record<string, ReadValue>> = {
  status: (value) => (value === null ? null : statusName(value)),
  time: (value, zone) =>
    typeof value === 'string' && zone !== undefined ? isoTime(value, zone) : value,
  people: (value) => (typeof value === 'string' ? readPeople(value).join(', ') : value),
  entry: (value) => (value === true ? 'directory' : 'flow'),
  parameters: (value) => {
    const parameters = readParameters(value);
    return parameters === undefined ? value : parameterMap(parameters);
  },
};

/** By key: what a run holds beside its tasks. */
const besideKinds: Readonly<Record<string, string>> = {
  triggerTime: 'time',
  startTime: 'time',
  endTime: 'time',
  parameters: 'parameters',
  owner: 'people',
};

/** Settings of the flow, which has them too, and what says nothing of the run. */
const repeated: ReadonlySet<string> = new Set([
  ...['freq', 'timestamp', 'alertMode', 'hasEditPri', 'hasReadPri', 'virtual'],
]);

/** Shows lists of EnOS with words for codes, ISO times, and names for the nodes of a graph. */
export function enosListing(
  listing: ListingSpec,
  chosen: readonly string[] | undefined,
  context: ToolContext,
): ReplyListing {
  const { plain, named } = chosenListing(listing, chosen, (value) => value);
  return {
    plain,
    async named(lists) {
      const { view, ...shown } = await named(lists);
      const zone = hasTimes(listing) ? await serviceZone(context) : undefined;
      const nodes = nodeNames(lists);
      const read = (value: Json, as = '') =>
        as === 'node' ? (nodes.get(String(value)) ?? value) : (readers[as]?.(value, zone) ?? value);
      return {
        ...shown,
        view: { ...view, cell: read },
        beside: (reply) => shownBeside(reply, read),
      };
    },
  };
}

/** Runs have times, as a row or beside their tasks. */
function hasTimes({ columns }: ListingSpec): boolean {
  return 'triggerTime' in columns || 'taskInstId' in columns;
}

function shownBeside(
  reply: JsonObject,
  read: (value: Json, as: string | undefined) => Json,
): JsonObject {
  const { status, ...rest } = reply;
  const entries = Object.entries(rest)
    .filter(([key]) => !repeated.has(key))
    .map(([key, value]) => [key, read(value ?? null, besideKinds[key])]);
  const word = status === undefined ? {} : { statusDesc: statusName(status) };
  return { ...Object.fromEntries(entries), ...word };
}

/** The names of tasks and awaited flows by their nodes in a graph. */
function nodeNames(lists: readonly ListedItems[]): ReadonlyMap<string, string> {
  const items = lists.flatMap((list) => list.items);
  return new Map(
    items.flatMap(({ nodeId, taskName, flowName }): [string, string][] =>
      nodeId === undefined ? [] : [[String(nodeId), String(taskName ?? flowName ?? nodeId)]],
    ),
  );
}
