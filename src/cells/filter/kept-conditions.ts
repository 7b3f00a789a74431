import type { InputIssue } from '../../core/errors.js';
import { quoted } from '../../core/text.js';
import type { Field } from '../field.js';
import type { CellFamily } from '../kinds/kind.js';
import { describeField, kindOf } from '../kinds/kinds.js';

/** What keeps conditions. */
export type ConditionKeeper = 'view' | 'role';

/** A condition as a view or the rule of a role would keep it. */
export interface KeptCondition {
  readonly keeper: ConditionKeeper;
  readonly field: Field;
  readonly operator: string;
  /** In the vendor's terms. */
  readonly values: readonly string[];
  /** Where it stands in the arguments. */
  readonly path: string;
}

const emptiness: readonly string[] = ['isEmpty', 'isNotEmpty'];
const equality: readonly string[] = ['is', 'isNot'];
const containing: readonly string[] = ['contains', 'doesNotContain'];
const order: readonly string[] = ['isGreater', 'isGreaterEqual', 'isLess', 'isLessEqual'];

/** What the vendor can be asked about cells that hold the same ("Record filter guide"). */
interface AskableFamily {
  readonly operators: readonly string[];
  /** The operators that take several values. */
  readonly several: readonly string[];
  /** Whether no value means something too. */
  readonly takesNone?: true;
}

const scalar: AskableFamily = {
  operators: [...equality, ...containing, ...order, ...emptiness],
  several: [],
};
const members: AskableFamily = {
  operators: [...equality, ...containing, ...emptiness],
  several: containing,
};

/** Others, also what is computed, are asked as text is. */
const families: Readonly<Partial<Record<CellFamily, AskableFamily>>> = {
  option: members,
  person: members,
  group: members,
  link: members,
  // `["ExactDate", "<ms>"]` are two texts.
  date: {
    operators: ['is', 'isGreater', 'isLess', ...emptiness],
    several: ['is', 'isGreater', 'isLess'],
  },
  checkbox: { operators: ['is'], several: [] },
  attachment: { operators: emptiness, several: [] },
};

/** In roles several options can be asked for, and a person field without a value is asked for the visitor. */
const roleFamilies: typeof families = {
  option: { ...members, several: [...equality, ...containing] },
  person: { ...members, takesNone: true },
};

/** The days that more and less can be counted from; the vendor's other words mean several days. */
const singleDays: readonly string[] = ['ExactDate', 'Today', 'Tomorrow', 'Yesterday'];

/** Says why the vendor would refuse a condition for the type of its field. */
export function keptConditionIssue(condition: KeptCondition): InputIssue | undefined {
  const { field, operator, path } = condition;
  const { operators } = askable(condition);
  return operators.includes(operator)
    ? valueIssue(condition)
    : {
        path: `${path}.operator`,
        problem: `was ${quoted(operator)}, which a ${describeField(field)} field such as ${quoted(field.name)} cannot be asked`,
        options: operators.map((name) => ({ name })),
        optionKind: 'enum_value',
      };
}

function valueIssue(condition: KeptCondition): InputIssue | undefined {
  const { operator, values, path } = condition;
  const at = `${path}.value`;
  const [first] = values;
  if (emptiness.includes(operator)) {
    return first === undefined
      ? undefined
      : { path: at, problem: `means nothing with ${operator}`, allowed: 'no value' };
  }
  if (first === undefined && askable(condition).takesNone) {
    return undefined;
  }
  return first === undefined
    ? { path: at, problem: `is required with ${operator}`, allowed: 'a value to compare with' }
    : comparedIssue(condition, first, at);
}

function comparedIssue(
  condition: KeptCondition,
  first: string,
  path: string,
): InputIssue | undefined {
  const { field, operator, values } = condition;
  const { several } = askable(condition);
  if (values.length > 1 && !several.includes(operator)) {
    const others = several.length > 0 ? `; ${several.join(' and ')} take several` : '';
    const problem = `has ${values.length} values`;
    return { path, problem, allowed: `one value with ${operator}${others}` };
  }
  const isSpan = kindOf(field).family === 'date' && !singleDays.includes(first);
  return isSpan && operator !== 'is'
    ? { path, problem: `is ${first}, which means several days`, allowed: 'one day, or operator is' }
    : undefined;
}

function askable({ field, keeper }: KeptCondition): AskableFamily {
  const { family } = kindOf(field);
  const asked = families[family] ?? scalar;
  return keeper === 'view' ? asked : (roleFamilies[family] ?? withoutOrder(asked));
}

/** The rules of roles know no more and no less. */
function withoutOrder(asked: AskableFamily): AskableFamily {
  return { ...asked, operators: asked.operators.filter((operator) => !order.includes(operator)) };
}
