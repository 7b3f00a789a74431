/** Switches for what the pages leave open; the defaults keep to their words where they have some. */
export interface EnosOptions {
  /** Access tokens live this long, in seconds. */
  readonly tokenLifetimeS: number;
  /** A flow takes one trigger in this time; documented for "Trigger Flow From Task" alone, with one minute. */
  readonly triggerGapMs: number;
  /** How long an instance is INIT, and then at least WAIT, before it runs. */
  readonly initMs: number;
  readonly waitMs: number;
  /** How long a task takes besides what its command says. */
  readonly taskMs: number;
  /** The code for the id of a flow or instance that is not there; only codes common to all calls are documented. */
  readonly unknownIdCode: 62102 | 62109;
  /** How "Get Task Instance Log" refuses: newer pages have one message for an unknown id and for no log. */
  readonly logErrors: 'older' | 'newer';
  /** Which end of a log `maxLength` leaves. */
  readonly logKeeps: 'head' | 'tail';
  /** What `count` of a search of instances counts: "number of elements in the FlowInstance struct", or all that match. */
  readonly instanceCount: 'page' | 'all';
  /** What "Update And Trigger Flow" makes of stored parameters that it is not given: no page says. */
  readonly runParameters: 'replace' | 'merge';
  /** What "Save Flow" makes of optional parts of a flow that it is not given: no page says. */
  readonly saveOmitted: 'clear' | 'keep';
}

export const defaultEnosOptions: EnosOptions = {
  tokenLifetimeS: 7_200,
  triggerGapMs: 60_000,
  initMs: 1_000,
  waitMs: 1_000,
  taskMs: 1_000,
  unknownIdCode: 62102,
  logErrors: 'older',
  logKeeps: 'head',
  instanceCount: 'page',
  runParameters: 'replace',
  saveOmitted: 'clear',
};
