import { amount, choice, defaultsOf, type SwitchValues } from '../kernel/switches.js';

/** Switches for what the pages leave open; the defaults keep to their words where they have some. */
export const enosSwitches = {
  tokenLifetimeS: amount('lifetime of access tokens, in s', 7_200),
  triggerGapMs: amount(
    'a flow takes one trigger in this time, in ms; documented for "Trigger Flow From Task" alone',
    60_000,
  ),
  initMs: amount('how long an instance is INIT, in ms', 1_000),
  waitMs: amount('how long an instance is at least WAIT, in ms', 1_000),
  taskMs: amount('how long a task takes besides its command, in ms', 1_000),
  unknownIdCode: choice(
    'code for the id of a flow or instance that does not exist',
    [62102, 62109],
  ),
  logErrors: choice(
    'how a missing task log is refused: newer pages have one message for an unknown id and for no log',
    ['older', 'newer'],
  ),
  logKeeps: choice('the end of a log that maxLength leaves', ['head', 'tail']),
  instanceCount: choice('count of an instance search: the page, or all that match', [
    'page',
    'all',
  ]),
  runParameters: choice('stored parameters that "Update And Trigger Flow" is not given', [
    'replace',
    'merge',
  ]),
  saveOmitted: choice('optional parts of a flow that "Save Flow" is not given', ['clear', 'keep']),
};

export type EnosOptions = SwitchValues<typeof enosSwitches>;

export const defaultEnosOptions = defaultsOf(enosSwitches);
