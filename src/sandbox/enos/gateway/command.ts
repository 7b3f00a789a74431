import type { Parameter } from '../model.js';

/** What a command line does, step by step. */
export interface CommandRun {
  /** In milliseconds, as far as its own words say. */
  readonly lastsMs: number;
  readonly exitCode: number;
  readonly lines: readonly PrintedLine[];
}

export interface PrintedLine {
  /** After the start. */
  readonly atMs: number;
  readonly text: string;
}

/** Commands outside of quotes, parted by `;`, `&&` or line ends. */
const commands = /(?:"[^"]*"|'[^']*'|[^;&\n'"])+/g;
const variable = /\$\{(\w+)\}|\$(\w+)/g;

/** Plays `echo`, `sleep` and `exit` of a shell; any other command succeeds and prints nothing. */
export function playCommand(cmd: string, parameters: readonly Parameter[]): CommandRun {
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
