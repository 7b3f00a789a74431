import type { Scalar, ValueComparison } from './values.js';

/** An expression as it was written. */
export type Syntax =
  | { readonly kind: 'literal'; readonly value: Scalar }
  | { readonly kind: 'field'; readonly name: string; readonly position: number }
  | {
      readonly kind: 'column';
      readonly tableId: string;
      readonly fieldId: string;
      readonly position: number;
    }
  /** A whole table. */
  | { readonly kind: 'table'; readonly tableId: string; readonly position: number }
  /** A column of a table, of linked records, or of the record that a condition looks at. */
  | {
      readonly kind: 'member';
      readonly of: Syntax;
      readonly fieldId: string;
      readonly position: number;
    }
  /** What FILTER, COUNTIF, SUMIF and MAP look at. */
  | { readonly kind: 'current'; readonly position: number }
  | Binary
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Syntax[];
      readonly position: number;
    };

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Syntax;
  readonly right: Syntax;
}

export type BinaryOperator = '||' | '&&' | ValueComparison | '&' | '+' | '-' | '*' | '/' | '%';

const comparisonPower = 3;

const powers: ReadonlyMap<string, { readonly operator: BinaryOperator; readonly power: number }> =
  new Map(
    (
      [
        [['||'], 1],
        [['&&'], 2],
        [['=', '!=', '>', '>=', '<', '<='], comparisonPower],
        [['&'], 4],
        [['+', '-'], 5],
        [['*', '/', '%'], 6],
      ] as const
    ).flatMap(([operators, power]) =>
      operators.map((operator) => [operator, { operator, power }] as const),
    ),
  );

export function binaryOperator(text: string) {
  return powers.get(text);
}

export function isComparison(power: number): boolean {
  return power === comparisonPower;
}

/** Why an expression cannot be used, and where in it. */
export class FormulaProblem extends Error {
  override readonly name = 'FormulaProblem';

  constructor(
    readonly reason: string,
    /** Counted from 0. */
    readonly position: number,
  ) {
    super(`${reason} at character ${position + 1}`);
  }
}

export interface Token {
  readonly kind:
    | 'number'
    | 'text'
    | 'name'
    | 'field'
    | 'column'
    | 'table'
    | 'member'
    | 'operator'
    | 'end';
  /** The text without its quotes, the name of the field without its brackets. */
  readonly text: string;
  /** The field id of a column. */
  readonly fieldId?: string;
  readonly position: number;
}

/** Keeps the work on one expression small; the filters of the vendor are far below (1254107). */
const maxTokens = 2_000;

type Scanner = (match: RegExpExecArray) => Omit<Token, 'position'> | undefined;

/** Tried in this order; blanks make no token. */
const scanners: readonly (readonly [RegExp, Scanner])[] = [
  [/\s+/y, () => undefined],
  [
    /bitable::\$table\[([^\]]*)\]\.\$field\[([^\]]*)\]/y,
    ([, tableId = '', fieldId = '']) => ({ kind: 'column', text: tableId, fieldId }),
  ],
  [/bitable::\$table\[([^\]]*)\]/y, ([, tableId = '']) => ({ kind: 'table', text: tableId })],
  [/\.\s*\$column\[([^\]]*)\]/y, ([, fieldId = '']) => ({ kind: 'member', text: fieldId })],
  [
    /CurrentValue\.\[((?:[^[\]]|\[[^[\]]*\])*)\]/y,
    ([, name = '']) => ({ kind: 'field', text: name }),
  ],
  [
    /"((?:[^"\\]|\\.|"")*)"/sy,
    ([, written = '']) => ({
      kind: 'text',
      text: written.replace(/\\(["\\])|""/g, (_, escaped?: string) => escaped ?? '"'),
    }),
  ],
  [/\d+(?:\.\d+)?|\.\d+/y, ([number]) => ({ kind: 'number', text: number })],
  [/[A-Za-z_]\w*/y, ([name]) => ({ kind: 'name', text: name })],
  [
    /&&|\|\||[!<>]=|[=<>&+\-*/(),.]|%(?!2B)/y,
    ([operator]) => ({ kind: 'operator', text: operator }),
  ],
];

export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < expression.length) {
    const { length, token } = scan(expression, position);
    if (token !== undefined) tokens.push({ ...token, position });
    if (tokens.length > maxTokens) throw new FormulaProblem('the expression is too long', position);
    position += length;
  }
  return [...tokens, { kind: 'end', text: '', position }];
}

function scan(expression: string, position: number) {
  for (const [pattern, scanner] of scanners) {
    pattern.lastIndex = position;
    const match = pattern.exec(expression);
    if (match !== null) return { length: match[0].length, token: scanner(match) };
  }
  throw new FormulaProblem(strayCharacter(expression, position), position);
}

function strayCharacter(expression: string, position: number): string {
  const character = String.fromCodePoint(expression.codePointAt(position) ?? 0);
  return character === '"' ? 'a text without its closing quote' : `unexpected '${character}'`;
}
