/** Says what happens, for somebody who watches. */

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Does one thing, and says what it was, how it went and how long it took. */
export async function step<Result>(
  title: string,
  work: () => Promise<Result>,
  outcome: (result: Result) => string,
): Promise<Result> {
  say(`\n${title}`);
  const start = performance.now();
  const result = await work();
  say(`  ${outcome(result)}, ${Math.round(performance.now() - start)} ms`);
  return result;
}

/** Ends the demo where a figure is off, be it by one. */
export function check(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) {
    throw new Error(`${what}: expected ${String(expected)}, got ${String(actual)}`);
  }
  say(`  ✓ ${what}: ${String(actual)}`);
}

export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): void {
  for (const row of [columns, ...rows]) {
    say(`  ${row.map((cell) => cellText(cell)).join(' | ')}`);
  }
}

function cellText(cell: unknown): string {
  const text = cell === null ? '' : String(cell);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
