/** The candidate that a misspelt word most likely meant; undefined where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(word);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = isPart(word, candidate) ? 1 : distanceBetween(wanted, fold(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `name` may mean `field_name`. */
function isPart(word: string, candidate: string): boolean {
  return candidate.split('_').includes(word.toLowerCase());
}

/** Case, separators and full-width forms are the usual slips. */
function fold(word: string): string {
  return word
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');
}

/** A word that was cut short, or has something added, is nearer than its length tells; one that shares no letter is not near. */
function distanceBetween(a: string, b: string): number {
  const extended = Math.min(a.length, b.length) > 1 && (isEdge(a, b) || isEdge(b, a));
  const edits = extended ? 1 : editDistance(a, b);
  return edits < Math.max(a.length, b.length) ? edits : Number.POSITIVE_INFINITY;
}

/** `名称` may mean `需求名称`. */
function isEdge(part: string, whole: string): boolean {
  return whole.startsWith(part) || whole.endsWith(part);
}

/** Edits, of which the swap of two neighbours is one: the usual slips of the hand. */
function editDistance(a: string, b: string): number {
  const letters = [...a];
  const others = [...b];
  let above: Row = [];
  let row: Row = [0, ...others.map((_, index) => index + 1)];
  for (const index of letters.keys()) {
    [above, row] = [row, nextRow(letters, others, index, row, above)];
  }
  return row.at(-1) ?? 0;
}

/** Distances of the first letters of one word to all beginnings of the other. */
type Row = readonly number[];

function nextRow(
  letters: readonly string[],
  others: readonly string[],
  index: number,
  row: Row,
  above: Row,
): Row {
  const next = [index + 1];
  const letter = letters[index];
  for (const [column, other] of others.entries()) {
    const [diagonal = 0, over = 0] = row.slice(column, column + 2);
    const left = next[column] ?? 0;
    const swapped = letter === others[column - 1] && letters[index - 1] === other;
    next.push(
      Math.min(
        over + 1,
        left + 1,
        diagonal + (letter === other ? 0 : 1),
        swapped ? (above[column - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      ),
    );
  }
  return next;
}
