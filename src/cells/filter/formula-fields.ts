/** A field that a formula names. */
export interface FormulaField {
  /** As it stands in the formula. */
  readonly text: string;
  /** `current`: `CurrentValue.[name]`; `bare`: `[name]`; `column`: `bitable::$table[table].$field[field]`. */
  readonly form: 'current' | 'bare' | 'column';
  readonly table: string | undefined;
  readonly field: string;
  /** The text behind it that it is compared with, in its quotes; empty where there is none. */
  readonly comparedWith: string;
}

/** What a field is replaced by, and the text that it is compared with. */
export interface FormulaReplacement {
  readonly text: string;
  readonly comparedWith?: string;
}

const name = String.raw`\[((?:[^[\]]|\[[^[\]]*\])*)\]`;
const text = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const parts = new RegExp(
  String.raw`${text}|bitable::\$table${name}\.\$field${name}|CurrentValue\.${name}(?:(\s*(?:!=|[<>]=?|=)\s*)(${text}))?|${name}`,
  'g',
);

/** Every field that a formula names, in its order; texts in quotes name none. */
export function fieldsIn(formula: string): readonly FormulaField[] {
  return [...formula.matchAll(parts)].map(fieldOf).filter((field) => field !== undefined);
}

/** A formula with its fields replaced, each by what `replace` gives for it. */
export function withFields(
  formula: string,
  replace: (field: FormulaField) => FormulaReplacement,
): string {
  return formula.replaceAll(parts, (...match: readonly (string | undefined)[]) => {
    const field = fieldOf(match);
    if (field === undefined) {
      return match[0] ?? '';
    }
    const { text: put, comparedWith = field.comparedWith } = replace(field);
    return field.comparedWith === '' ? put : `${put}${match[4] ?? ''}${comparedWith}`;
  });
}

function fieldOf(match: readonly (string | undefined)[]): FormulaField | undefined {
  const [whole = '', table, column, current, , comparedWith = '', bare] = match;
  const given = { text: whole, table, comparedWith };
  if (column !== undefined) {
    return { ...given, form: 'column', field: column };
  }
  if (current !== undefined) {
    return { ...given, text: `CurrentValue.[${current}]`, form: 'current', field: current };
  }
  return bare === undefined ? undefined : { ...given, form: 'bare', field: bare };
}
