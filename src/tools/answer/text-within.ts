import { charactersPerToken, sizeOf } from './budget.js';

/** The length of the longest start of a text that fits; never to the middle of a character. */
export function lengthWithin(text: string, room: number): number {
  const length = longest(text.length, room, (count) => text.slice(0, count));
  const last = text.charCodeAt(length - 1);
  return length > 0 && last >= 0xd800 && last < 0xdc00 ? length - 1 : length;
}

/** The length of the longest end of a text that fits; never from the middle of a character. */
export function endWithin(text: string, room: number): number {
  const length = longest(text.length, room, (count) => text.slice(text.length - count));
  const first = text.charCodeAt(text.length - length);
  return length > 0 && first >= 0xdc00 && first < 0xe000 ? length - 1 : length;
}

/** The most characters of which a piece fits. */
function longest(length: number, room: number, pieceOf: (count: number) => string): number {
  let [low, high] = [0, Math.min(length, Math.floor(room) * charactersPerToken)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sizeOf(pieceOf(middle)) <= room) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
