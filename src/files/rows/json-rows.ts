import { isJsonObject } from '../../core/json.js';
import { parseJson } from '../../core/lossless-json.js';
import { refusal } from '../access/refusal.js';
import { JsonElements } from './json-elements.js';
import { type FileRow, longestRow, mostColumns, type RowFault } from './row-format.js';

/** The elements of one JSON array. */
export async function* jsonArrayRows(
  texts: AsyncIterable<string>,
  argument: string,
): AsyncGenerator<FileRow | RowFault> {
  const elements = new JsonElements(argument);
  let count = 0;
  for await (const text of texts) {
    for (const element of elements.push(text)) {
      count += 1;
      yield rowIn(element, count);
    }
  }
  elements.end();
}

/** One object a line; blank lines do not count as rows. */
export async function* jsonLineRows(
  texts: AsyncIterable<string>,
  argument: string,
): AsyncGenerator<FileRow | RowFault> {
  let number = 0;
  for await (const line of linesOf(texts, argument)) {
    number += 1;
    if (line.trim() !== '') {
      yield rowIn(line, number);
    }
  }
}

async function* linesOf(texts: AsyncIterable<string>, argument: string): AsyncGenerator<string> {
  let begun = '';
  let passed = 0;
  for await (const text of texts) {
    const [first = '', ...others] = text.split('\n');
    const lines = [begun + first, ...others];
    begun = lines.pop() ?? '';
    passed += lines.length;
    if (begun.length > longestRow) {
      throw refusal(argument, `has more than 4 MB in line ${passed + 1}`, 'one object a line');
    }
    yield* lines;
  }
  yield begun;
}

function rowIn(text: string, line: number): FileRow | RowFault {
  const raw = text.trim();
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return { line, problem: 'is not valid JSON', raw };
  }
  if (!isJsonObject(value)) {
    return { line, problem: 'is not a JSON object', raw };
  }
  const { length } = Object.keys(value);
  return length > mostColumns
    ? { line, problem: `has ${length} keys; at most ${mostColumns} are taken`, raw }
    : { line, values: value };
}
