import type { InputIssue } from '../../core/errors.js';
import type { NamedOption, OptionKind, Remedy } from '../../core/remedy.js';
import { quoted } from '../../core/text.js';

/** One thing wrong with the arguments, as a line of an answer. */
export function issueLine(issue: InputIssue): string {
  const { path, problem } = issue;
  const subject = path === '' ? '' : `${path} `;
  const allowed = allowedText(issue);
  return `- ${subject}${problem}.${allowed === undefined ? '' : ` ${sentence(allowed)}.`}`;
}

function sentence(allowed: string): string {
  return /^(did you mean|there are none)/.test(allowed)
    ? `${allowed.slice(0, 1).toUpperCase()}${allowed.slice(1)}`
    : `Allowed: ${allowed}`;
}

/** What is allowed in place of what was refused: the nearest name first, then as many as a reader can use. */
export function allowedText(remedy: Remedy): string | undefined {
  const { allowed, nearest, options, optionKind, listedBy } = remedy;
  if (optionKind === undefined) {
    return allowed;
  }
  const wording = wordings[optionKind];
  const list = options === undefined ? undefined : listText(options, wording, listedBy);
  if (nearest === undefined) {
    return allowed ?? (list === undefined ? undefined : `${wording.alone ?? ''}${list}`);
  }
  const meant = `did you mean ${(wording.show ?? nameOf)({ name: nearest })}`;
  return wording.after === undefined ? meant : `${meant}? ${wording.after} ${allowed ?? list}`;
}

/** How the options of one kind are told. */
interface Wording {
  /** Stands between the nearest name and the list; without it the nearest name stands alone. */
  readonly after?: string;
  /** Stands before the list where no name is near. */
  readonly alone?: string;
  readonly max?: number;
  readonly more?: (count: number) => string;
  readonly none?: string;
  readonly show?: (option: NamedOption) => string;
}

const wordings: Readonly<Record<OptionKind, Wording>> = {
  argument: { after: 'Known:' },
  enum_value: {
    after: 'It is one of',
    alone: 'one of ',
    show: ({ name }) => JSON.stringify(name),
  },
  field: { after: 'The fields are', alone: 'one of ', max: 30, more: () => ', …' },
  file_column: { max: 50 },
  filter_name: {
    after: 'All:',
    max: 20,
    more: (count) => ` and ${count} more`,
    show: ({ name }) => quoted(name),
  },
  item: {
    after: 'There are:',
    max: 30,
    more: (count) => ` and ${count} more`,
    none: 'there are none',
    show: ({ id, name }) => (id === undefined || id === name ? name : `${name} (${id})`),
  },
  keyword: { after: 'There are', alone: 'one of ' },
  operator: { after: 'All:' },
  query_field: { after: 'Fields:', max: 50 },
  result_column: { after: 'The columns are', alone: 'one of ' },
  select_option: { after: 'It is' },
};

function listText(
  options: readonly NamedOption[],
  wording: Wording,
  listedBy: string | undefined,
): string {
  const { max = options.length, more, none = '', show = nameOf } = wording;
  const shown = options.slice(0, max).map(show).join(', ');
  const left = options.length - max;
  return options.length === 0
    ? none
    : `${shown}${left > 0 && more ? more(left) : ''}${left > 0 && listedBy !== undefined ? `; ${listedBy} lists all` : ''}`;
}

function nameOf({ name }: NamedOption): string {
  return name;
}
