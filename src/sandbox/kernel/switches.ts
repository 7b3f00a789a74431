/** A setting of the sandbox: its default, the words that set it and what they mean. */
export interface Switch<Value> {
  readonly fallback: Value;
  /** The value that follows the owner's documents where the default follows a measurement. */
  readonly documents?: Value;
  readonly about: string;
  /** The values that it takes, for help and refusals. */
  readonly takes: string;
  /** Reads a value as written on a command line; undefined for a value that it does not take. */
  readonly read: (text: string) => Value | undefined;
}

export type SwitchValue = string | number | boolean;

export type SwitchTable = Readonly<Record<string, Switch<SwitchValue>>>;

/** The values of a table of switches, by name. */
export type SwitchValues<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Switch<infer Value> ? Value : never;
};

/** Makes a switch of several words or numbers; the first is the default. */
export function choice<const Value extends string | number>(
  about: string,
  values: readonly [Value, ...Value[]],
  documents?: NoInfer<Value>,
): Switch<Value> {
  return {
    fallback: values[0],
    ...(documents === undefined ? {} : { documents }),
    about,
    takes: values.join(' | '),
    read: (text) => values.find((value) => String(value) === text),
  };
}

/** Makes a switch that is on or off. */
export function flag(about: string, fallback: boolean): Switch<boolean> {
  return {
    fallback,
    about,
    takes: 'true | false',
    read: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  };
}

/** Makes a switch that takes a whole number from 0. */
export function amount(about: string, fallback: number, documents?: number): Switch<number> {
  return {
    fallback,
    ...(documents === undefined ? {} : { documents }),
    about,
    takes: 'a whole number from 0',
    read: wholeNumber,
  };
}

function wholeNumber(text: string): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
}

/** Reads the defaults off a table. */
export function defaultsOf<Table extends SwitchTable>(table: Table): SwitchValues<Table>;
export function defaultsOf(table: SwitchTable): Readonly<Record<string, SwitchValue>> {
  return Object.fromEntries(Object.entries(table).map(([name, { fallback }]) => [name, fallback]));
}
