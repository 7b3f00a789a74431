/** Switches for what the sources leave open, and for behaviour that only some tests want. */
export interface ProjectOptions {
  /** How a plugin token without X-USER-KEY is refused; the general table has one code, several pages the other. */
  readonly missingUserKey: 20039 | 10211;
  /** Comment, task, team and work hour ids lie beyond 2^53, as their type int64 allows. */
  readonly idsBeyondDoubles: boolean;
  /** 15 calls a second for a token and endpoint, and the lower limits of some endpoints. */
  readonly rateLimits: boolean;
  /** Plugin, virtual and user tokens live this long, in seconds. */
  readonly tokenLifetimeS: number;
  readonly refreshTokenLifetimeS: number;
  /** How long an X-IDEM-UUID is remembered, in milliseconds; the pages do not say. */
  readonly idempotencyMs: number;
  /** How long one item of a batch update takes, in milliseconds. */
  readonly batchItemMs: number;
  /** How long a node refuses a second operation as "transitioning", in milliseconds. */
  readonly transitionMs: number;
  /**
   * What becomes of the parts of a configuration, a schedule or a list of role owners that an update does not name; the
   * pages do not say.
   */
  readonly unnamedParts: 'cleared' | 'kept';
  /** Items that a search may match before it is refused with 20094. */
  readonly searchTotal: number;
  /** Items that a filter of one space may reach. */
  readonly filterTotal: number;
}

export const defaultProjectOptions: ProjectOptions = {
  missingUserKey: 20039,
  idsBeyondDoubles: true,
  rateLimits: true,
  tokenLifetimeS: 7_200,
  refreshTokenLifetimeS: 1_209_600,
  idempotencyMs: 24 * 60 * 60 * 1_000,
  batchItemMs: 300,
  transitionMs: 0,
  unnamedParts: 'cleared',
  searchTotal: 5_000,
  filterTotal: 200_000,
};
