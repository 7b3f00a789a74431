const loneSurrogate = /\p{Surrogate}/u;

/** Whether a text holds half of a character, which UTF-8 cannot carry. */
export function hasHalfCharacter(text: string): boolean {
  return loneSurrogate.test(text);
}

/** Gives a text from outside as it can be shown: in quotes, with `max` characters at most. */
export function quoted(text: string, max = 40): string {
  const letters = [...text.slice(0, 2 * max)];
  const short = letters.length > max ? `${letters.slice(0, max).join('')}…` : text;
  return JSON.stringify(short);
}
