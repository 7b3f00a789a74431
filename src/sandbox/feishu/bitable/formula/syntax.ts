import type { Scalar } from './values.js';

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

export type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=';

export type BinaryOperator = '||' | '&&' | Comparison | '&' | '+' | '-' | '*' | '/';

const COMPARISON_POWER = 3;

const powers: ReadonlyMap<string, { readonly operator: BinaryOperator; readonly power: number }> =
  new Map(
    (
      [
        [['||'], 1],
        [['&&'], 2],
        [['=', '!=', '>', '>=', '<', '<='], COMPARISON_POWER],
        [['&'], 4],
        [['+', '-'], 5],
        [['*', '/'], 6],
      ] as const
    ).flatMap(([operators, power]) =>
      operators.map((operator) => [operator, { operator, power }] as const),
    ),
  );

export function binaryOperator(text: string) {
  return powers.get(text);
}

export function isComparison(power: number): boolean {
  return power === COMPARISON_POWER;
}
