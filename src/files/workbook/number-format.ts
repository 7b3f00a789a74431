/** What a number format says of the numbers it shows. */
export type NumberForm =
  | { readonly is: 'number' }
  | { readonly is: 'date' | 'date and time' | 'time' | 'elapsed' | 'percent' }
  /** Shown with so many digits, zeros before it. */
  | { readonly is: 'digits'; readonly count: number };

/** Formats that a workbook does not spell out, by ECMA-376 part 1, 18.8.30, East Asian ones among them. */
function builtInForm(id: number): NumberForm {
  const [, form] = builtIn.find(([ids]) => ids.includes(id)) ?? [];
  return { is: form ?? 'number' };
}

const builtIn: readonly (readonly [
  ids: readonly number[],
  form: 'date' | 'date and time' | 'time' | 'elapsed' | 'percent',
])[] = [
  [[9, 10], 'percent'],
  [[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], 'date'],
  [[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56], 'time'],
  [[22], 'date and time'],
  [[46], 'elapsed'],
];

/** The form that a number format gives to numbers. */
export function formOf(id: number, code: string | undefined): NumberForm {
  return code === undefined ? builtInForm(id) : formOfCode(code);
}

/** Texts in quotes, escaped characters, colours, conditions and languages say nothing about it. */
const decoration = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

function formOfCode(code: string): NumberForm {
  const [first = ''] = code.replaceAll(decoration, '').toLowerCase().split(';');
  const section = first.replace(/general|standard/, '').trim();
  const [, is] = signs.find(([sign]) => sign.test(section)) ?? [];
  if (is !== undefined) {
    return { is };
  }
  const isDigits = /^0{2,}$/.test(section);
  return isDigits ? { is: 'digits', count: section.length } : { is: 'number' };
}

/** The first that a format has decides. An `m` is a month unless hours or seconds are beside it. */
const signs: readonly (readonly [
  sign: RegExp,
  form: Exclude<NumberForm['is'], 'number' | 'digits'>,
])[] = [
  [/\[[hms]+\]/, 'elapsed'],
  [/[yd].*[hs]|[hs].*[yd]/, 'date and time'],
  [/[yd]/, 'date'],
  [/[hs]/, 'time'],
  [/m/, 'date'],
  [/%/, 'percent'],
];
