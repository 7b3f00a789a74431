import { type Candidate, NameIndex } from '../../core/choose.js';
import { isJsonObject, type Json } from '../../core/json.js';
import type { Remedy } from '../../core/remedy.js';
import type { Field } from '../field.js';
import { partsOf } from '../write/list-writer.js';
import { type CellRefusal, refused, shown, type WriteResult } from '../write/outcome.js';
import type { FieldKind, WriteContext } from './kind.js';
import { multiSelectHypothesis, selectHypothesis } from './select-guess.js';

/** Page "Bitable overview": what one cell holds at most. */
const maxOptions = 1_000;
/** Names in an error text. */
const maxShown = 12;

export const selectKind: FieldKind = {
  type: 3,
  family: 'option',
  typeWords: { SingleSelect: ['select', 'single select', 'dropdown', '单选'] },
  word: () => 'select',
  takes: (field) => takesOption('one of', field),
  reader: () => (value) => value,
  writer: (field, context) => {
    const options = new Options(field, context);
    return (value) => writeOne(value, options);
  },
  readsJson: readsOptions,
  isComparable: true,
  infer: selectHypothesis,
};

export const multiSelectKind: FieldKind = {
  type: 4,
  family: 'option',
  typeWords: { MultiSelect: ['multi-select', 'multiple select', '多选'] },
  word: () => 'multi-select',
  takes: (field) => takesOption('a list of', field),
  reader: () => (value) => (Array.isArray(value) && value.length === 0 ? null : value),
  writer: (field, context) => {
    const options = new Options(field, context);
    return (value) => writeSeveral(value, options);
  },
  readsJson: readsOptions,
  isComparable: true,
  isList: true,
  infer: multiSelectHypothesis,
};

/** The names that a select field offers, in its order. */
function optionNames({ property }: Field): readonly string[] {
  return optionsOf(property['options']).map(({ name }) => name);
}

function takesOption(start: string, field: Field, makesNew = true): string {
  const names = optionNames(field);
  if (names.length === 0) {
    return 'nothing yet, for the field has no options; create_options: true makes new ones';
  }
  const more = names.length > maxShown ? `, … (${names.length} in all)` : '';
  const list = `${start} ${names.slice(0, maxShown).join(', ')}${more}`;
  return makesNew ? `${list}; create_options: true makes a new one` : list;
}

interface Option {
  readonly id: string;
  readonly name: string;
}

export function optionsOf(options: Json | undefined): readonly Option[] {
  const list = Array.isArray(options) ? options.filter(isJsonObject) : [];
  return list.map(({ id, name }) => ({ id: String(id ?? ''), name: String(name ?? '') }));
}

/** Finds the options of a field, which cells hold by name: by name, or by id. */
export function optionIndex({ property }: Field): NameIndex<Candidate> {
  const options = optionsOf(property['options']);
  return new NameIndex(options.map(({ id, name }) => ({ id: name, name, others: [id] })));
}

/** An option may be named `[1]` or `[2024]`, so numbers are a list of options only where all of them are. */
function readsOptions(structure: Json, text: string, field: Field): boolean {
  const names = optionIndex(field);
  const isOption = (item: Json) => names.choose(String(item)).found !== undefined;
  const isName = (item: Json) => typeof item !== 'number' || isOption(item);
  return !isOption(text) && (!Array.isArray(structure) || structure.every(isName));
}

/** The options of one column, and those that come to it by writing. */
class Options {
  readonly #names: NameIndex<Candidate>;

  constructor(
    readonly field: Field,
    readonly context: WriteContext,
  ) {
    this.#names = optionIndex(field);
  }

  /** The name of the option that is meant, if it exists. */
  find(text: string): string | undefined {
    const name = this.#names.choose(text).found?.name;
    if (name !== undefined && name !== text) {
      this.context.note(`${this.field.name}: ${shown(text)} was taken as ${shown(name)}`);
    }
    return name;
  }

  findOrCreate(text: string): string | undefined {
    const name = this.find(text);
    const isAmbiguous = this.#names.choose(text).fitting.length > 1;
    if (name !== undefined || isAmbiguous || !this.context.createOptions) {
      return name;
    }
    this.#names.add({ id: text, name: text });
    this.context.newOption(this.field, text);
    return text;
  }

  /** Says that a text means no option, or several. */
  unknown(text: string): CellRefusal {
    const { fitting } = this.#names.choose(text);
    if (fitting.length > 1) {
      const options = fitting.map(({ name }) => ({ name }));
      return {
        problem: `is ${shown(text)}, which could be ${fitting.length} options`,
        remedy: () => ({ options, optionKind: 'enum_value' }),
      };
    }
    return {
      problem: `is ${shown(text)}, which is no option`,
      remedy: () => this.#near(text),
    };
  }

  #near(text: string): Remedy {
    const nearest = this.#names.nearest(text);
    if (this.context.removes === true) {
      const allowed = takesOption('one of', this.field, false);
      return { options: optionsOf(this.field.property['options']), nearest, allowed };
    }
    return {
      options: optionsOf(this.field.property['options']),
      optionKind: 'select_option',
      ...(nearest !== undefined && { nearest, allowed: takesOption('one of', this.field) }),
    };
  }
}

function writeOne(value: Json, options: Options): WriteResult {
  const [item, ...others] = Array.isArray(value) ? value : [value];
  const text = textOf(item);
  if (text === undefined || others.length > 0) {
    return refused(value);
  }
  const name = options.findOrCreate(text);
  return name === undefined ? options.unknown(text) : { value: name };
}

function writeSeveral(value: Json, options: Options): WriteResult {
  const texts = textsOf(value, options);
  if (texts === undefined) {
    return typeof value === 'string'
      ? { ...refused(value, 'which is no list in JSON'), allowed: () => '["a", "b"]' }
      : refused(value);
  }
  const names = new Set<string>();
  for (const text of texts) {
    const name = options.findOrCreate(text);
    if (name === undefined) {
      return options.unknown(text);
    }
    names.add(name);
  }
  return names.size > maxOptions
    ? { problem: `names ${names.size} options`, allowed: () => `at most ${maxOptions} in a cell` }
    : { value: [...names] };
}

/** A text is parted where it is no option itself. Empty names mean nothing: the vendor refuses them. */
function textsOf(value: Json, options: Options): readonly string[] | undefined {
  if (typeof value === 'string' && options.find(value) === undefined) {
    const parts = filled(partsOf(value));
    const isTorn = parts.length > 1 && parts.some((part) => !isBalanced(part));
    return isTorn && parts.some((part) => options.find(part) === undefined) ? undefined : parts;
  }
  const list = Array.isArray(value) ? value : [value];
  const texts = list.map(textOf).filter((text) => text !== undefined);
  return texts.length === list.length ? filled(texts) : undefined;
}

/** `['a', 'b']` is a list of another language: its parts are no names. */
function isBalanced(part: string): boolean {
  return part.split(/[[{]/).length === part.split(/[\]}]/).length;
}

function filled(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text !== '');
}

/** Names that are numbers come as numbers. */
function textOf(item: Json | undefined): string | undefined {
  return typeof item === 'string' || typeof item === 'number' ? String(item).trim() : undefined;
}
