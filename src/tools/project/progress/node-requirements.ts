import type { JsonObject } from '../../../core/json.js';
import { textOf, textsIn } from '../resolve/reply-values.js';
import {
  isFilled,
  type MissingRequirement,
  type PlannedTransition,
  type RequirementArguments,
} from './transition.js';

interface OfSchedule {
  /** The part of the schedule that brings it; undefined for the whole of it. */
  readonly part?: string;
  readonly allowed: string;
  /** Tells whether the schedule brings it, or that of one owner where each owner has one. */
  readonly inSchedule: (schedule: JsonObject) => boolean;
}

/** What the schedule of a node requires, by the vendor's key. */
const ofSchedule: ReadonlyMap<string, OfSchedule> = new Map([
  [
    'points',
    {
      part: 'points',
      allowed: 'the estimate, a number',
      inSchedule: ({ points }) => Number(points) > 0,
    },
  ],
  [
    'schedule',
    {
      allowed: '{start, end}',
      inSchedule: ({ estimate_start_date: start, estimate_end_date: end }) =>
        Number(start) > 0 && Number(end) > 0,
    },
  ],
  [
    'actual_work_time',
    {
      part: 'actual_work_time',
      allowed: 'hours, a number',
      inSchedule: ({ actual_work_time: hours }) => Number(hours) > 0,
    },
  ],
  [
    'estimate_end_date',
    {
      part: 'end',
      allowed: 'a date',
      inSchedule: ({ estimate_end_date: end }) => Number(end) > 0,
    },
  ],
]);

function lackingOwners({ changes, words }: PlannedTransition): readonly MissingRequirement[] {
  const { node_owners = [], role_assignee = [] } = changes;
  const isGiven = node_owners.length > 0 || role_assignee.some((role) => isFilled(role['owners']));
  const allowed = `people, or ${words.roles} where its roles own the node`;
  return isGiven ? [] : [{ path: words.owners, problem: 'is required', allowed }];
}

/** What the node itself requires; undefined for a key that is none of owners and schedule. */
export function lackingOfNode(
  item: JsonObject,
  at: PlannedTransition,
): readonly MissingRequirement[] | undefined {
  const key = textOf(item['field_key']);
  const known = ofSchedule.get(key);
  if (key === 'owner' || key === 'owners') {
    return lackingOwners(at);
  }
  if (known === undefined) {
    return undefined;
  }
  const waiting = textsIn(item['not_finished_owner']);
  const { node_owners: after, role_assignee } = at.changes;
  if (waiting.length > 0 && after === undefined && role_assignee !== undefined) {
    // The vendor names those who own the node before the roles change.
    return [];
  }
  return waiting.length === 0 || (after !== undefined && after.length < 2)
    ? lackingOfAll(known, at)
    : lackingOfOwners(known, after?.filter((owner) => waiting.includes(owner)) ?? waiting, at);
}

function lackingOfAll(known: OfSchedule, { changes, words }: PlannedTransition) {
  const { node_schedule: whole } = changes;
  const isBrought = whole !== undefined && known.inSchedule(whole);
  const { allowed } = known;
  return isBrought ? [] : [{ path: pathOf(known, words), problem: 'is required', allowed }];
}

/** Each of several owners has a schedule of one's own. */
function lackingOfOwners(
  known: OfSchedule,
  owners: readonly string[],
  { changes: { schedules = [] }, words, nameOf }: PlannedTransition,
): readonly MissingRequirement[] {
  const lacking = owners.filter(
    (owner) =>
      !schedules.some((it) => textsIn(it['owners']).includes(owner) && known.inSchedule(it)),
  );
  const names = lacking.map(nameOf).join(', ');
  const argument = words.schedule === 'node_schedule' ? 'schedules' : words.schedule;
  const allowed = `${known.allowed}; ${argument}: [{owner, start, end, points}]`;
  return names === ''
    ? []
    : [{ path: pathOf(known, words), problem: `is required of ${names}`, allowed }];
}

function pathOf({ part }: OfSchedule, { schedule }: RequirementArguments): string {
  return part === undefined ? schedule : `${schedule}.${part}`;
}
