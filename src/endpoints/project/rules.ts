import { z } from 'zod';

type Args = Readonly<Record<string, unknown>>;

/** Something that single arguments cannot tell: which of them belong together. */
export interface Rule {
  holds(args: Args): boolean;
  readonly path: string;
  readonly message: string;
}

/** A schema of all arguments that checks nothing but the rules. */
export function argumentRules(...rules: readonly Rule[]) {
  return z.record(z.unknown()).superRefine((args, context) => {
    for (const { holds, path, message } of rules) {
      if (!holds(args)) {
        context.addIssue({ code: z.ZodIssueCode.custom, path: [path], message });
      }
    }
  });
}

export function atLeastOneOf(...keys: readonly [string, ...string[]]): Rule {
  return {
    holds: (args) => given(args, keys) >= 1,
    path: keys[0],
    message: `give ${keys.join(' or ')}`,
  };
}

export function exactlyOneOf(...keys: readonly [string, ...string[]]): Rule {
  return {
    holds: (args) => given(args, keys) === 1,
    path: keys[0],
    message: `give either ${keys.join(' or ')}`,
  };
}

export function atMostOneOf(...keys: readonly [string, ...string[]]): Rule {
  return {
    holds: (args) => given(args, keys) <= 1,
    path: keys[0],
    message: `give only one of ${keys.join(', ')}`,
  };
}

/** Both or neither. */
export function bothOrNone(one: string, other: string): Rule {
  return {
    holds: (args) => given(args, [one, other]) !== 1,
    path: one,
    message: `give both ${one} and ${other}, or neither`,
  };
}

/** At most so many entries in these lists, counted together. */
export function atMostTogether(max: number, ...keys: readonly [string, ...string[]]): Rule {
  return {
    holds: (args) => sum(keys.map((key) => lengthOf(args[key]))) <= max,
    path: keys[0],
    message: `at most ${max} entries in ${keys.join(', ')} together`,
  };
}

/** What an argument asks of others by having a certain value. */
interface Case {
  readonly needs?: readonly string[];
  readonly forbids?: readonly string[];
  /** Lists that must have exactly one entry. */
  readonly oneIn?: readonly string[];
}

export function cases(key: string, table: Readonly<Record<string, Case>>): Rule[] {
  return Object.entries(table).flatMap(([value, { needs = [], forbids = [], oneIn = [] }]) => {
    const applies = (args: Args) => String(args[key]) === value;
    return [
      ...needs.map((path) => ({
        holds: (args: Args) => !applies(args) || isGiven(args[path]),
        path,
        message: `needed where ${key} is ${value}`,
      })),
      ...forbids.map((path) => ({
        holds: (args: Args) => !applies(args) || args[path] === undefined,
        path,
        message: `not allowed where ${key} is ${value}`,
      })),
      ...oneIn.map((path) => ({
        holds: (args: Args) => !applies(args) || lengthOf(args[path]) === 1,
        path,
        message: `exactly one entry where ${key} is ${value}`,
      })),
    ];
  });
}

function given(args: Args, keys: readonly string[]): number {
  return keys.filter((key) => isGiven(args[key])).length;
}

/** Blank text and an empty list say nothing. */
function isGiven(value: unknown): boolean {
  const says = typeof value === 'string' ? value.trim() !== '' : value !== undefined;
  return says && !(Array.isArray(value) && value.length === 0);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
