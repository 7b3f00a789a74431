const loneSurrogate = /\p{Surrogate}/u;

/** Whether a text holds half of a character, which UTF-8 cannot carry. */
export function hasHalfCharacter(text: string): boolean {
  return loneSurrogate.test(text);
}
