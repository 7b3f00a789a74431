/** Where a text of spans gets too long to be read. */
const maxSpans = 40;

/** Row positions in a few words: `3, 7 to 12, 40`. */
export function rowSpans(positions: readonly number[]): string {
  const spans: { start: number; end: number }[] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last !== undefined && last.end === position - 1) {
      last.end = position;
    } else {
      spans.push({ start: position, end: position });
    }
  }
  const shown = spans.slice(0, maxSpans);
  const left = spans.slice(maxSpans).reduce((sum, { start, end }) => sum + end - start + 1, 0);
  const texts = shown.map(({ start, end }) => (start === end ? `${start}` : `${start} to ${end}`));
  return [...texts, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}
