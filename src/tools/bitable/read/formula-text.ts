/** What a formula names, and the records behind it: the id of a table; undefined where there are none. */
export interface NamedPart {
  readonly text: string;
  readonly table: string | undefined;
}

/** Finds what a formula names. `text` is what stands in the formula, for refusals. */
export interface FormulaNames {
  /** `[name]`: a field of the formula's own table, or a table. `isWhole`: a table is meant, where there is one. */
  head(name: string, text: string, isWhole: boolean): Promise<NamedPart>;
  /** `bitable::$table[table].$field[field]` */
  field(table: string, field: string, text: string): Promise<NamedPart>;
  table(name: string, text: string): Promise<NamedPart>;
  /** A column of the records of a table; undefined where what stands before has none. */
  column(table: string | undefined, name: string, text: string): Promise<NamedPart>;
  /** `CurrentValue.[name]` outside a condition. */
  own(name: string, text: string): Promise<NamedPart>;
}

const name = String.raw`\[((?:[^[\]]|\[[^[\]]*\])*)\]`;

function sticky(source: string): RegExp {
  return new RegExp(source, 'y');
}

const quoted = sticky(String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`);
const fieldOfTable = sticky(String.raw`bitable::\$table${name}\.\$field${name}`);
const wholeTable = sticky(String.raw`bitable::\$table${name}`);
const looked = sticky(String.raw`CurrentValue\s*\.\s*(?:\$column)?${name}`);
const behind = sticky(String.raw`\s*\.\s*(\$column)?${name}`);
const head = sticky(name);
const call = sticky(String.raw`(\s*\.\s*)?([A-Za-z_]\w*)\s*\(`);

/** Functions that look at each record of what they are called on, and those that leave records. */
const iterating: ReadonlySet<string> = new Set(['FILTER', 'COUNTIF', 'SUMIF', 'MAP']);
const keeping: ReadonlySet<string> = new Set(['FILTER', 'SORTBY']);

/** Writes a formula with ids for the names in it. */
export async function withFormulaNames(formula: string, names: FormulaNames): Promise<string> {
  return new FormulaText(formula, names).whole();
}

type Table = string | undefined;

class FormulaText {
  readonly #formula: string;
  readonly #names: FormulaNames;
  #at = 0;
  #written = '';
  /** The records of what was written last. */
  #table: Table;

  constructor(formula: string, names: FormulaNames) {
    this.#formula = formula;
    this.#names = names;
  }

  async whole(): Promise<string> {
    while (this.#at < this.#formula.length) {
      await this.#expression(undefined);
      this.#copy();
    }
    return this.#written;
  }

  /** Up to a comma or bracket that it does not open; `current`: the records that a condition looks at. */
  async #expression(current: Table): Promise<Table> {
    this.#table = undefined;
    while (this.#at < this.#formula.length && !/[,)]/.test(this.#formula[this.#at] ?? '')) {
      await this.#part(current);
    }
    return this.#table;
  }

  async #part(current: Table): Promise<void> {
    const text = this.#take(quoted);
    if (text !== undefined) {
      this.#put({ text: text[0], table: undefined });
    } else if (!((await this.#named(current)) || (await this.#called(current)))) {
      await this.#other(current);
    }
  }

  async #named(current: Table): Promise<boolean> {
    const part =
      (await this.#reference()) ?? (await this.#ofCurrent(current)) ?? (await this.#column());
    if (part !== undefined) {
      this.#put(part);
    }
    return part !== undefined;
  }

  async #reference(): Promise<NamedPart | undefined> {
    const field = this.#take(fieldOfTable);
    if (field !== undefined) {
      return this.#names.field(field[1] ?? '', field[2] ?? '', field[0]);
    }
    const table = this.#take(wholeTable);
    if (table !== undefined) {
      return this.#names.table(table[1] ?? '', table[0]);
    }
    const bare = this.#take(head);
    const isWhole = /^\s*\.\s*(\[|(FILTER|COUNTIF|MAP)\s*\([^)]*CurrentValue\s*\.)/i;
    return bare && this.#names.head(bare[1] ?? '', bare[0], isWhole.test(this.#rest()));
  }

  async #ofCurrent(current: Table): Promise<NamedPart | undefined> {
    const found = this.#take(looked);
    if (found === undefined) {
      return undefined;
    }
    const [text, named = ''] = found;
    if (current === undefined) {
      return text.includes('$column')
        ? { text, table: undefined }
        : this.#names.own(named, `CurrentValue.[${named}]`);
    }
    const part = await this.#names.column(current, named, text);
    return { ...part, text: `CurrentValue${part.text}` };
  }

  async #column(): Promise<NamedPart | undefined> {
    const found = this.#take(behind);
    if (found === undefined) {
      return undefined;
    }
    const [text, isId, named = ''] = found;
    return isId !== undefined && this.#table === undefined
      ? { text, table: undefined }
      : this.#names.column(this.#table, named, text.trim());
  }

  async #called(current: Table): Promise<boolean> {
    const receiver = this.#table;
    const found = this.#take(call);
    if (found === undefined) {
      return false;
    }
    const [text, dot, called = ''] = found;
    const known = called.toUpperCase();
    this.#written += text;
    const over = dot === undefined ? await this.#expression(current) : receiver;
    const inner = iterating.has(known) ? over : current;
    if (dot !== undefined) {
      await this.#expression(inner);
    }
    while (this.#formula[this.#at] === ',') {
      this.#copy();
      await this.#expression(inner);
    }
    this.#copy();
    this.#table = keeping.has(known) ? over : undefined;
    return true;
  }

  async #other(current: Table): Promise<void> {
    const isBracket = this.#formula[this.#at] === '(';
    const isBlank = /\s/.test(this.#formula[this.#at] ?? '');
    this.#copy();
    if (isBracket) {
      const table = await this.#expression(current);
      this.#copy();
      this.#table = table;
    } else if (!isBlank) {
      this.#table = undefined;
    }
  }

  #put({ text, table }: NamedPart): void {
    this.#written += text;
    this.#table = table;
  }

  #copy(): void {
    this.#written += this.#formula[this.#at] ?? '';
    this.#at += 1;
  }

  #rest(): string {
    return this.#formula.slice(this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#formula) ?? undefined;
    this.#at += match?.[0].length ?? 0;
    return match;
  }
}
