import { separator } from '../../../cells/write/list-writer.js';

/** Parts of a text beyond which titles with separators of their own are not looked for. */
const maxParts = 20;
/** Parts of one title. */
const maxRun = 4;

/** Gives the texts that may be titles within a list of titles, some of which have a comma of their own. */
export function listRuns(text: string): readonly string[] {
  const parts = partsIn(text);
  if (parts.length > maxParts) {
    return [];
  }
  return parts.flatMap((_, start) => runsFrom(text, parts, start).map(({ title }) => title));
}

/** Gives the ways in which a text is a list of titles: none, one, or the first two of several. */
export function readTitleList(
  text: string,
  isTitle: (text: string) => boolean,
): readonly (readonly string[])[] {
  const parts = partsIn(text);
  /** By the part with which the rest of the text begins. */
  const lists: (readonly (readonly string[])[])[] = Array.from(
    { length: parts.length + 1 },
    () => [],
  );
  lists[parts.length] = [[]];
  for (let start = parts.length - 1; start >= 0; start -= 1) {
    const ways = runsFrom(text, parts, start).flatMap(({ title, end }) => {
      const rest = lists[end] ?? [];
      return title === '' ? rest : isTitle(title) ? rest.map((each) => [title, ...each]) : [];
    });
    lists[start] = ways.slice(0, 2);
  }
  return (lists[0] ?? []).filter((list) => list.length > 0);
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** A stretch of parts, and the part behind it. */
interface Run {
  readonly title: string;
  readonly end: number;
}

function runsFrom(text: string, parts: readonly Part[], first: number): readonly Run[] {
  return parts.slice(first, first + maxRun).map(({ end }, index) => ({
    title: text.slice(parts[first]?.start, end).trim(),
    end: first + index + 1,
  }));
}

function partsIn(text: string): readonly Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const part of text.split(separator)) {
    parts.push({ start, end: start + part.length });
    start += part.length + 1;
  }
  return parts;
}
