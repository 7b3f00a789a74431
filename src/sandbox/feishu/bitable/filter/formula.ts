import { invalidParameter } from '../../parameters.js';
import { refuse } from '../../refusal.js';
import { compile } from '../formula/compile.js';
import { Evaluation } from '../formula/evaluation.js';
import { parseFormula } from '../formula/parser.js';
import { FormulaProblem } from '../formula/problem.js';
import { referencesOf } from '../formula/references.js';
import { isTrue, type Moment } from '../formula/values.js';
import type { Row, Scope } from '../model.js';
import { startOfDay } from '../time-zone.js';

/** List records (A30): `filter` has at most 2,000 characters. */
const LONGEST = 2_000;

/** The `CurrentValue.[field]` language of the legacy list (filter guide A04). Dates compare by their day. */
export function formulaPredicate(expression: string, scope: Scope): (row: Row) => boolean {
  if ([...expression].length > LONGEST) refuse(1254107);
  if (expression.trim() === '') return () => true;
  const program = compiled(expression, scope);
  return (row) => isTrue(program(row, new Evaluation()));
}

function compiled(expression: string, scope: Scope) {
  const zone = scope.base.timeZone;
  const moment: Moment = {
    now: scope.bitable.clock.now(),
    zone,
    dateKey: (ms) => startOfDay(ms, zone),
  };
  try {
    return compile(parseFormula(expression).syntax, referencesOf(scope), moment);
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem;
    return refuse(1254018, undefined, invalidParameter('filter', problem.message));
  }
}
