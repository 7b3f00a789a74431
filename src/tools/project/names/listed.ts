import type { Candidate } from '../../../core/choose.js';
import { choose, type WantedName } from '../../input/choose.js';
import { type Notes, refusal } from '../resolve/issues.js';

/** Keys, ids and aliases are ASCII words; names that look like one are looked up like all others. */
const idForm = /^[\w.:-]+$/;

export function isIdForm(text: string): boolean {
  return idForm.test(text);
}

/** Whom to tell that an id could not be looked up, and which texts are ids. */
interface Unlisted {
  readonly notes: Notes;
  readonly idForm?: RegExp;
}

/**
 * Gives the id of what is meant among what is listed. Where the caller cannot see the list (undefined), an id goes as it
 * is, with a note, and a name is refused.
 */
export function idAmong(
  wanted: WantedName,
  listed: readonly Candidate[] | undefined,
  unlisted: Unlisted,
): string {
  return listed === undefined ? unlistedId(wanted, unlisted) : choose(wanted, listed).id;
}

/** An id that nothing can be held against, as it was given. */
export function unlistedId(
  { what, plural = `${what}s`, name, path }: WantedName,
  { notes, idForm: form = idForm }: Unlisted,
): string {
  if (!form.test(name)) {
    const problem = `is ${JSON.stringify(name)}, and the ${plural} cannot be listed to look it up`;
    throw refusal(path, problem, `the id of the ${what}`);
  }
  notes.note(`${path}: the ${plural} cannot be listed: ${name} was taken for an id`);
  return name;
}
