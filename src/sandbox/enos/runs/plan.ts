import {
  type FlowInstance,
  type FlowParameter,
  type FlowSettings,
  type FlowTask,
  nodeId,
} from '../model.js';
import type { EnosOptions } from '../options.js';

/** How a task will go, in milliseconds after its flow starts. */
export interface PlannedTask {
  readonly startMs: number;
  readonly endMs: number;
  readonly outcome: 'SUCCESS' | 'FAIL' | 'TIMEOUT';
  readonly run: CommandRun;
}

export interface RunPlan {
  /** By task id; a task behind a failure is not in it. */
  readonly tasks: ReadonlyMap<number, PlannedTask>;
  readonly lastsMs: number;
  readonly outcome: PlannedTask['outcome'];
}

const plans = new WeakMap<FlowInstance, RunPlan>();

/** What will happen in an instance once it starts. */
export function planOf(instance: FlowInstance, options: EnosOptions): RunPlan {
  const plan = plans.get(instance) ?? makePlan(instance, options);
  plans.set(instance, plan);
  return plan;
}

/** Each task begins after those that it waits for. */
function makePlan({ settings, taskIds }: FlowInstance, { taskMs }: EnosOptions): RunPlan {
  const tasks = new Map<number, PlannedTask>();
  for (const task of inOrder(settings)) {
    if (!taskIds.has(task.taskId)) continue;
    const before = upstreamOf(task, settings).filter(({ taskId }) => taskIds.has(taskId));
    const done = before.map(({ taskId }) => tasks.get(taskId));
    if (done.some((planned) => planned?.outcome !== 'SUCCESS')) continue;
    const startMs = Math.max(0, ...done.map((planned) => planned?.endMs ?? 0));
    tasks.set(task.taskId, { ...ending(task, settings, taskMs, startMs), startMs });
  }
  const planned = [...tasks.values()];
  const failed = planned.find(({ outcome }) => outcome !== 'SUCCESS');
  return {
    tasks,
    lastsMs: Math.max(0, ...planned.map(({ endMs }) => endMs)),
    outcome: failed?.outcome ?? 'SUCCESS',
  };
}

function ending(
  { cmd, timeoutS }: FlowTask,
  { parameters }: FlowSettings,
  taskMs: number,
  startMs: number,
): Pick<PlannedTask, 'endMs' | 'outcome' | 'run'> {
  const run = playCommand(cmd, parameters);
  const lastsMs = taskMs + run.lastsMs;
  const limitMs = timeoutS * 1_000;
  if (limitMs > 0 && lastsMs > limitMs)
    return { endMs: startMs + limitMs, outcome: 'TIMEOUT', run };
  return { endMs: startMs + lastsMs, outcome: run.exitCode === 0 ? 'SUCCESS' : 'FAIL', run };
}

function upstreamOf(task: FlowTask, { tasks, relations }: FlowSettings): readonly FlowTask[] {
  const sources = new Set(
    relations.filter(({ target }) => target === nodeId(task)).map(({ source }) => source),
  );
  return tasks.filter((each) => sources.has(nodeId(each)));
}

/** The tasks, each behind all that it waits for; what goes round in a circle is left out. */
export function inOrder(settings: Pick<FlowSettings, 'tasks' | 'relations'>): readonly FlowTask[] {
  const own = new Set(settings.tasks.map(nodeId));
  const relations = settings.relations.filter(({ source }) => own.has(source));
  const ordered: FlowTask[] = [];
  const placed = new Set<string>();
  let ready = settings.tasks;
  while (ready.length > 0) {
    ready = settings.tasks.filter(
      (task) =>
        !placed.has(nodeId(task)) &&
        relations.every(({ source, target }) => target !== nodeId(task) || placed.has(source)),
    );
    ordered.push(...ready);
    for (const task of ready) placed.add(nodeId(task));
  }
  return ordered;
}

/** A task and everything that comes after it. */
export function downstreamOf(taskId: number, { tasks, relations }: FlowSettings): Set<number> {
  const found = new Set([nodeId({ taskId })]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { source, target } of relations) {
      if (found.has(source)) found.add(target);
    }
  }
  return new Set(tasks.filter((task) => found.has(nodeId(task))).map((task) => task.taskId));
}

/** What a command line does, step by step. */
interface CommandRun {
  /** In milliseconds, as far as its own words say. */
  readonly lastsMs: number;
  readonly exitCode: number;
  readonly lines: readonly PrintedLine[];
}

interface PrintedLine {
  /** After the start. */
  readonly atMs: number;
  readonly text: string;
}

/** Commands outside of quotes, parted by `;`, `&&` or line ends. */
const commands = /(?:"[^"]*"|'[^']*'|[^;&\n'"])+/g;
const variable = /\$\{(\w+)\}|\$(\w+)/g;

/** Plays `echo`, `sleep` and `exit` of a shell; any other command succeeds and prints nothing. */
function playCommand(cmd: string, parameters: readonly FlowParameter[]): CommandRun {
  const values = new Map(parameters.map(({ key, value }) => [key, value]));
  const lines: PrintedLine[] = [];
  let lastsMs = 0;
  for (const [part] of cmd.matchAll(commands)) {
    const [name, rest] = nameAndRest(part.trim());
    const text = unquoted(rest).replace(variable, (all, braced, bare) => {
      return values.get(braced ?? bare) ?? all;
    });
    if (name === 'exit') return { lastsMs, exitCode: numberIn(text), lines };
    if (name === 'echo') lines.push({ atMs: lastsMs, text });
    if (name === 'sleep') lastsMs += numberIn(text) * 1_000;
  }
  return { lastsMs, exitCode: 0, lines };
}

function nameAndRest(command: string): readonly [name: string, rest: string] {
  const space = command.indexOf(' ');
  return space === -1 ? [command, ''] : [command.slice(0, space), command.slice(space + 1).trim()];
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function numberIn(text: string): number {
  const number = Number(text);
  return Number.isFinite(number) && number >= 0 ? number : 0;
}
