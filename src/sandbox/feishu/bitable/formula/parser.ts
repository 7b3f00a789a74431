import {
  binaryOperator,
  FormulaProblem,
  isComparison,
  type Syntax,
  type Token,
  tokenize,
} from './syntax.js';

/** Brackets, calls and signs inside one another. */
const maxDepth = 50;

export interface Parsed {
  readonly syntax: Syntax;
  /** How deep it nests. */
  readonly depth: number;
}

/** The vendor's formula syntax (filter guide A04, field guide A05); throws a FormulaProblem. */
export function parseFormula(expression: string): Parsed {
  return new Parser(tokenize(expression)).whole();
}

/** Precedence climbing: an operator takes what binds tighter than itself. */
class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #deepest = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Parsed {
    const syntax = this.#expression(0);
    if (this.#peek().kind !== 'end') this.#unexpected();
    return { syntax, depth: this.#deepest };
  }

  #expression(weakest: number): Syntax {
    this.#depth += 1;
    this.#deepest = Math.max(this.#deepest, this.#depth);
    if (this.#depth > maxDepth)
      throw new FormulaProblem('nested too deeply', this.#peek().position);
    let left = this.#operand();
    let compared = false;
    for (;;) {
      const infix = this.#infix(weakest);
      if (infix === undefined) break;
      if (compared && isComparison(infix.power)) {
        throw new FormulaProblem('compare two values at a time', this.#peek().position);
      }
      compared = isComparison(infix.power);
      this.#take();
      const right = this.#expression(infix.power + 1);
      left = { kind: 'binary', operator: infix.operator, left, right };
    }
    this.#depth -= 1;
    return left;
  }

  #infix(weakest: number) {
    const token = this.#peek();
    const found = token.kind === 'operator' ? binaryOperator(token.text) : undefined;
    return found !== undefined && found.power >= weakest ? found : undefined;
  }

  /** A value with the columns that are taken of it and the methods that are called on it. */
  #operand(): Syntax {
    let value = this.#value();
    for (;;) {
      const { kind, text: fieldId, position } = this.#peek();
      if (kind === 'member') {
        this.#take();
        value = { kind, of: value, fieldId, position };
        continue;
      }
      if (!this.#takes('.')) return value;
      const name = this.#take();
      if (name.kind !== 'name') this.#unexpected(name);
      this.#expect('(');
      const args = [value, ...this.#arguments()];
      value = { kind: 'call', name: name.text, args, position: name.position };
    }
  }

  #value(): Syntax {
    const token = this.#take();
    const plain = plainValues[token.kind];
    if (plain !== undefined) return plain(token);
    if (token.kind === 'name') return this.#named(token);
    return this.#bracketedOrSigned(token);
  }

  #named(token: Token): Syntax {
    const { text: name, position } = token;
    if (this.#takes('(')) return { kind: 'call', name, args: this.#arguments(), position };
    if (name === 'CurrentValue') return { kind: 'current', position };
    const literal = booleans.get(name.toUpperCase());
    if (literal === undefined) throw new FormulaProblem(`unknown name '${name}'`, position);
    return { kind: 'literal', value: { kind: 'boolean', boolean: literal } };
  }

  #bracketedOrSigned(token: Token): Syntax {
    if (token.text === '(') {
      const inner = this.#expression(0);
      this.#expect(')');
      return inner;
    }
    const operator = signs.get(token.text) ?? this.#unexpected(token);
    return { kind: 'binary', operator, left: zero, right: this.#expression(tightestPower) };
  }

  #arguments(): Syntax[] {
    if (this.#takes(')')) return [];
    const args = [this.#expression(0)];
    while (this.#takes(',')) args.push(this.#expression(0));
    this.#expect(')');
    return args;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', position: 0 };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #takes(operator: string): boolean {
    const token = this.#peek();
    const found = token.kind === 'operator' && token.text === operator;
    if (found) this.#next += 1;
    return found;
  }

  #expect(operator: string): void {
    if (!this.#takes(operator)) this.#unexpected(this.#peek(), `'${operator}'`);
  }

  #unexpected(token = this.#peek(), expected?: string): never {
    const found = token.kind === 'end' ? 'end' : `'${token.text}'`;
    const wanted = expected === undefined ? '' : `, expected ${expected}`;
    throw new FormulaProblem(`unexpected ${found}${wanted}`, token.position);
  }
}

const tightestPower = 7;

const zero: Syntax = { kind: 'literal', value: { kind: 'number', number: 0 } };

const signs: ReadonlyMap<string, '+' | '-'> = new Map([
  ['+', '+'],
  ['-', '-'],
]);

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['TRUE', true],
  ['FALSE', false],
]);

const plainValues: Readonly<Partial<Record<Token['kind'], (token: Token) => Syntax>>> = {
  number: ({ text }) => ({ kind: 'literal', value: { kind: 'number', number: Number(text) } }),
  text: ({ text }) => ({ kind: 'literal', value: { kind: 'text', text } }),
  field: ({ text, position }) => ({ kind: 'field', name: text, position }),
  table: ({ text, position }) => ({ kind: 'table', tableId: text, position }),
  column: ({ text, fieldId = '', position }) => ({
    kind: 'column',
    tableId: text,
    fieldId,
    position,
  }),
};
