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

/** A word that was cut short, or has something added, is nearer than its length tells. */
function distanceBetween(a: string, b: string): number {
  const extended = Math.min(a.length, b.length) > 1 && (a.startsWith(b) || b.startsWith(a));
  return extended ? 1 : editDistance(a, b);
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  const others = [...b];
  let previous = [0, ...others.map((_, index) => index + 1)];
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of others.entries()) {
      const [diagonal = 0, above = 0] = previous.slice(column, column + 2);
      const left = current[column] ?? 0;
      current.push(Math.min(above + 1, left + 1, diagonal + (letter === other ? 0 : 1)));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
