const results: Result[] = [];

interface Result {
  readonly what: string;
  readonly figure: string;
  readonly budget: string;
  readonly within: boolean;
}

interface Measured {
  readonly value: number;
  readonly limit: number;
  readonly unit?: string;
  /** What the figure is made of. */
  readonly detail?: string;
}

/** Notes a figure and whether it stays within its budget. */
export function report(what: string, { value, limit, unit = '', detail }: Measured): void {
  const figure = `${Number.isInteger(value) ? value : value.toFixed(2)}${unit}`;
  results.push({
    what,
    figure: detail === undefined ? figure : `${figure} (${detail})`,
    budget: `at most ${limit}${unit}`,
    within: value <= limit,
  });
}

export function printReport(): void {
  const width = Math.max(...results.map(({ what }) => what.length));
  for (const { what, figure, budget, within } of results) {
    const verdict = within ? 'ok    ' : 'MISSED';
    process.stdout.write(`${verdict}  ${what.padEnd(width)}  ${figure}; ${budget}\n`);
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
