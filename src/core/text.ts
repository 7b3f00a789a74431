const loneSurrogate = /\p{Surrogate}/u;

/** Whether a text holds half of a character, which UTF-8 cannot carry. */
export function hasHalfCharacter(text: string): boolean {
  return loneSurrogate.test(text);
}

const maxQuoted = 40;

/** A text from outside as it can be shown: bounded, and in quotes. */
export function quoted(text: string): string {
  const letters = [...text.slice(0, 2 * maxQuoted)];
  const short = letters.length > maxQuoted ? `${letters.slice(0, maxQuoted).join('')}…` : text;
  return JSON.stringify(short);
}
