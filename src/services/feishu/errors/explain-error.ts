import { ApiError, type BlamedValue, type ErrorRow } from '../../../core/errors.js';
import type { Json } from '../../../core/json.js';
import { type CodedRow, rows, run } from '../../shared/error-rows.js';
import { rowForStatus } from '../../shared/foreign-reply.js';
import type { Identity } from '../identity.js';
import { bitableErrors } from './bitable.js';
import { documentErrors, platformErrors } from './platform.js';

/** The code of a refusal that arrives as code 0 and says no in its message alone. */
export function deniedInWords(message: string): number | undefined {
  return denials.get(message);
}

/** What a code that nobody documented most likely means, going by the HTTP status it came with. */
export function rowForUnknownCode(status: number): ErrorRow {
  return rowForStatus(status) ?? undocumented;
}

const undocumented: ErrorRow = {
  name: 'unknown error',
  kind: 'unknown',
  recovery: 'permanent',
  hint: 'Look the code up in the Feishu documentation.',
};

/** What the vendor said of missing scopes: their names, and the page that asks for them. */
interface NamedScopes {
  /** `: a or b`, of which one is enough; empty where none is named. */
  readonly names: string;
  readonly page: string | undefined;
}

type Lack = (identity: Identity, scopes: NamedScopes) => Readonly<Record<string, Json>>;

/** What an identity lacks, and where it is granted, by the code that says so. */
const lacks: Readonly<Record<number, Lack>> = {
  91402: () => ({ lacks: 'a document of that token, or the right to see that there is one' }),
  91403: ({ isApp }) => ({ lacks: 'access to the document', grant_in: shareIn(isApp) }),
  1254302: ({ isApp }) => ({
    lacks: 'a role that allows this (advanced permissions are on)',
    grant_in: `the base, under Advanced permissions${isApp ? `, or ${shareIn(isApp)}` : ''}`,
  }),
  99991672: ({ scopesPage }, { names, page = scopesPage }) => ({
    lacks: `a scope of the app${names}`,
    grant_in: `${page}, then publish`,
  }),
  99991679: ({ scopesPage }, { names, page = scopesPage }) => ({
    lacks: `a scope that the person granted the app${names}`,
    grant_in: `${page}, then let the person authorize the app again`,
  }),
};

function namedScopes({
  missing_scopes: scopes,
  help,
}: Readonly<Record<string, Json>>): NamedScopes {
  const names = textsIn(scopes);
  const [page] = textsIn(help);
  return { names: names.length === 0 ? '' : `: ${names.join(' or ')}`, page };
}

function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value)
    ? value.filter((each: Json): each is string => typeof each === 'string')
    : [];
}

function shareIn(isApp: boolean): string {
  return isApp
    ? 'the base: … → More → Add document app, with edit rights'
    : 'the share dialog of the base, for this person';
}

/** A refusal for want of a right, with who lacks it and where it is granted. */
export function withIdentity(error: unknown, identity: Identity | undefined): unknown {
  if (!(error instanceof ApiError) || identity === undefined) {
    return error;
  }
  const { code = 0, details = {} } = error.facts;
  const told = lacks[code]?.(identity, namedScopes(details));
  if (told === undefined) {
    return error;
  }
  const { missing_scopes: _, help: __, ...others } = details;
  return error.with({ details: { called_as: identity.who, ...told, ...others } });
}

/** As measured: `Invalid request parameter: 'fields.<field>.fieldValue.<value>.fieldName.<field>'. Correct format …`. */
const wrongCell = /'fields\.(?<field>.+)\.fieldValue\.(?<value>.*)\.fieldName\.\k<field>'/s;
/** `Invalid request parameter: 'fields.<field>'. Correct format : field_name not found.` */
const unknownField = /'fields\.(?<field>[^']+)'\. Correct format/;
/** As measured: `record not found,id = recX`. */
const unknownRecord = /\bid = (?<recordId>rec\w+)/;

/** What a refusal points at: the vendor puts it into words only. */
export function blamedValueIn(...texts: readonly string[]): BlamedValue | undefined {
  for (const text of texts) {
    const found = [wrongCell, unknownField, unknownRecord].map((shape) => shape.exec(text)?.groups);
    const blamed = found.find((groups) => groups !== undefined);
    if (blamed !== undefined) {
      return blamed;
    }
  }
  return undefined;
}

/** Codes that come in runs, one for each type of field or part of a form. */
const fieldErrors: readonly CodedRow[] = [
  ...rows('invalid', 'permanent', [
    [1254060, 'TextFieldConvFail', 'Write text as a string.'],
    [1254061, 'NumberFieldConvFail', 'Write a number, not text.'],
    [1254062, 'SingleSelectFieldConvFail', 'Write the name of one option.'],
    [1254063, 'MultiSelectFieldConvFail', 'Write a list of option names.'],
    [1254064, 'DatetimeFieldConvFail', 'Write a date as a number of milliseconds since 1970.'],
    [1254065, 'CheckboxFieldConvFail', 'Write true or false.'],
    [1254066, 'UserFieldConvFail', 'Write people as [{"id": "ou_…"}], with ids of user_id_type.'],
    [1254067, 'LinkFieldConvFail', 'Write a list of record ids of the linked table.'],
    [1254068, 'URLFieldConvFail', 'Write {"text": "…", "link": "https://…"}.'],
    [
      1254069,
      'AttachFieldConvFail',
      'Write [{"file_token": "…"}] with files uploaded to this base.',
    ],
    [
      1254072,
      'PhoneFieldConvFail',
      'Write a phone number as text: digits, with + in front if wanted.',
    ],
    [1254074, 'DuplexLinkFieldConvFail', 'Write a list of record ids of the linked table.'],
  ]),
  ...run(
    'invalid',
    'permanent',
    1254080,
    [
      'TextFieldPropertyError',
      'NumberFieldPropertyError',
      'SingleSelectFieldPropertyError',
      'MultiSelectFieldPropertyError',
      'DateFieldPropertyError',
      'CheckboxFieldPropertyError',
      'UserFieldPropertyError',
      'URLFieldPropertyError',
      'AttachFieldPropertyError',
      'LinkFieldPropertyError',
      'LookUpFieldPropertyError',
      'FormulaFieldPropertyError',
      'DuplexLinkFieldPropertyError',
      'CreatedTimeFieldPropertyError',
      'ModifiedTimeFieldPropertyError',
      'CreatedUserFieldPropertyError',
      'ModifiedUserFieldPropertyError',
    ],
    'Check the property of the field; types without settings take none.',
  ),
  ...run(
    'invalid',
    'permanent',
    1254114,
    [
      'FieldGroupNameEmpty',
      'FieldGroupNameInvalid',
      'FieldGroupDescriptionTooLong',
      'FieldGroupNameDuplicated',
      'FieldGroupChildrenEmpty',
      'FieldGroupChildrenTooMany',
      'FieldGroupsEmpty',
      'FieldGroupsTooMany',
      'FieldGroupChildInSeveralGroups',
      'FieldGroupChildType',
    ],
    'Check names, descriptions and fields of the field groups.',
  ),
  ...run(
    'invalid',
    'permanent',
    1254124,
    [
      'FormNameEmpty',
      'FormNameInvalid',
      'FormDisplayModeInvalid',
      'FormNameDuplicated',
      'FormAlreadyNew',
    ],
    'Check the name and the display mode of the form.',
  ),
];

/** Every code that Feishu documents for Bitable and what it stands on. */
export const feishuErrors: ReadonlyMap<number, ErrorRow> = new Map([
  ...platformErrors,
  ...bitableErrors,
  ...fieldErrors,
  ...documentErrors,
]);

const denials: ReadonlyMap<string, number> = new Map(
  [...feishuErrors]
    .filter(([, row]) => row.kind === 'permission')
    .map(([code, row]) => [row.name, code]),
);
