import { amount, choice, defaultsOf, flag, type SwitchValues } from '../kernel/switches.js';

/** Switches for what the sources leave open, and for behaviour that only some tests want. */
export const projectSwitches = {
  missingUserKey: choice(
    'code for a plugin token without X-USER-KEY; the general table has one, several pages the other',
    [20039, 10211],
  ),
  idsBeyondDoubles: flag('ids of comments, tasks, teams and work hours lie beyond 2^53', true),
  rateLimits: flag(
    '15 calls a second for a token and endpoint, and the lower limits of some endpoints',
    true,
  ),
  tokenLifetimeS: amount('lifetime of plugin, virtual and user tokens, in s', 7_200),
  refreshTokenLifetimeS: amount('lifetime of refresh tokens, in s', 1_209_600),
  idempotencyMs: amount('how long an X-IDEM-UUID is remembered, in ms', 24 * 60 * 60 * 1_000),
  batchItemMs: amount('how long one item of a batch update takes, in ms', 300),
  transitionMs: amount(
    'how long a node refuses a second operation as "transitioning", in ms; 0 is never',
    0,
  ),
  unnamedParts: choice(
    'parts of a configuration, schedule or owner list that an update does not name',
    ['cleared', 'kept'],
  ),
  reversedSchedules: choice(
    'a schedule that ends before it begins: refused, or kept as some spaces do',
    ['refused', 'kept'],
  ),
  searchTotal: amount('items that a search can match; beyond it 20094', 5_000),
  filterTotal: amount('items that a filter of one space can reach', 200_000),
};

export type ProjectOptions = SwitchValues<typeof projectSwitches>;

export const defaultProjectOptions = defaultsOf(projectSwitches);
