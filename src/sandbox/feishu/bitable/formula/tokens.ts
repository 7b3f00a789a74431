import { FormulaProblem } from './problem.js';

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'field' | 'column' | 'operator' | 'end';
  /** The text without its quotes, the name of the field without its brackets. */
  readonly text: string;
  /** The field id of a column. */
  readonly fieldId?: string;
  readonly position: number;
}

/** Keeps the work on one expression small; the filters of the vendor are far below (1254107). */
const MOST_TOKENS = 2_000;

type Scanner = (match: RegExpExecArray) => Omit<Token, 'position'> | undefined;

/** Tried in this order; blanks make no token. */
const scanners: readonly (readonly [RegExp, Scanner])[] = [
  [/\s+/y, () => undefined],
  [
    /bitable::\$table\[([^\]]*)\]\.\$field\[([^\]]*)\]/y,
    ([, tableId = '', fieldId = '']) => ({ kind: 'column', text: tableId, fieldId }),
  ],
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
  [/&&|\|\||[!<>]=|[=<>&+\-*/(),.]/y, ([operator]) => ({ kind: 'operator', text: operator })],
];

export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < expression.length) {
    const { length, token } = scan(expression, position);
    if (token !== undefined) tokens.push({ ...token, position });
    if (tokens.length > MOST_TOKENS)
      throw new FormulaProblem('the expression is too long', position);
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
