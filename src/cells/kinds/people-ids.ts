import { type CellRefusal, refused } from '../write/outcome.js';
import type { PersonIdCheck } from './kind.js';

export type UserIdType = 'open_id' | 'union_id' | 'user_id';

/** Which kind of ids the people of one call go by: all of one call go by the same. */
export class PeopleIds implements PersonIdCheck {
  #type: UserIdType | undefined;
  readonly #isAsked: boolean;

  /** `asked` is the `user_id_type` of the call, if it has one; otherwise the first id decides. */
  constructor(asked?: UserIdType) {
    this.#type = asked;
    this.#isAsked = asked !== undefined;
  }

  /** The `user_id_type` to send; undefined while there was no id. */
  get type(): UserIdType | undefined {
    return this.#type;
  }

  /** Whether a text is an id of a person, rather than a name. */
  isId(text: string): boolean {
    const isAskedFor = this.#isAsked && this.#type === 'user_id';
    return userIdTypeOf(text) !== undefined || (isAskedFor && word.test(text));
  }

  /** Counts an id in; refuses one of another kind than the others. */
  take(id: string): string | CellRefusal {
    const type = userIdTypeOf(id) ?? 'user_id';
    this.#type ??= type;
    if (type === this.#type) {
      return id;
    }
    return refused(
      id,
      this.#isAsked
        ? `which is of the kind ${type}, but user_id_type is ${this.#type}`
        : `which is of the kind ${type}, while this call names others by ${this.#type}`,
    );
  }
}

const word = /^[\w-]{1,64}$/;

/** A user_id is chosen by the tenant; without a digit it could as well be a name, and `oc_…` is a group. */
const forms: readonly (readonly [UserIdType, RegExp])[] = [
  ['open_id', /^ou_\w+$/],
  ['union_id', /^on_\w+$/],
  ['user_id', /^(?=.*\d)(?!o[a-z][_-])[\w-]{4,64}$/],
];

function userIdTypeOf(text: string): UserIdType | undefined {
  return forms.find(([, form]) => form.test(text))?.[0];
}
