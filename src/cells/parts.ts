const separator = /[,;，；、\n]/;

/** The parts of a text that lists several things. */
export function partsOf(text: string): readonly string[] {
  return separator.test(text) ? text.split(separator).map((part) => part.trim()) : [text.trim()];
}
