/** The forms that the rows of a local file can have. */
export const rowFormats = ['csv', 'tsv', 'json', 'jsonl'] as const;
export type RowFormat = (typeof rowFormats)[number];
