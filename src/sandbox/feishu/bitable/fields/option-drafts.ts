import type { Ids } from '../ids.js';
import type { BitableField, SelectOption } from '../model.js';

interface Draft {
  readonly idByName: Map<string, string>;
  readonly added: SelectOption[];
}

/** Options that a write makes up as it goes. They come into being when the whole write was accepted. */
export class OptionDrafts {
  private readonly drafts = new Map<BitableField, Draft>();

  constructor(private readonly ids: Ids) {}

  /** The option of this name, made up when there is none. */
  idOf(field: BitableField, name: string): string {
    return this.draftOf(field).idByName.get(name) ?? this.add(field, name);
  }

  /**
   * The options of several names of one cell. A name that is new and comes twice makes two options of
   * that name (page "Create records").
   */
  idsOf(field: BitableField, names: readonly string[]): string[] {
    const { idByName } = this.draftOf(field);
    const fresh = new Set<string>();
    const ids = names.map((name) => {
      const known = fresh.has(name) ? undefined : idByName.get(name);
      if (known === undefined) fresh.add(name);
      return known ?? this.add(field, name);
    });
    return [...new Set(ids)];
  }

  /** The fields that get options. */
  extendedFields(): BitableField[] {
    return [...this.drafts].flatMap(([field, { added }]) => (added.length > 0 ? [field] : []));
  }

  commit(): void {
    for (const [field, { added }] of this.drafts) {
      if (added.length > 0) {
        field.property = { ...field.property, options: [...optionsOf(field), ...added] };
      }
    }
    this.drafts.clear();
  }

  private add(field: BitableField, name: string): string {
    const { added, idByName } = this.draftOf(field);
    const previous = added.at(-1) ?? optionsOf(field).at(-1);
    const option = { id: this.ids.newOptionId(), name, color: nextColor(previous) };
    added.push(option);
    if (!idByName.has(name)) idByName.set(name, option.id);
    return option.id;
  }

  private draftOf(field: BitableField): Draft {
    const known = this.drafts.get(field);
    if (known !== undefined) return known;
    const draft = { idByName: new Map<string, string>(), added: [] };
    for (const { name, id } of optionsOf(field)) {
      if (!draft.idByName.has(name)) draft.idByName.set(name, id);
    }
    this.drafts.set(field, draft);
    return draft;
  }
}

function optionsOf(field: BitableField): readonly SelectOption[] {
  return field.property?.options ?? [];
}

export const lastColor = 54;

/** An option's colour unless it is given: one after the option before it (field guide A05). */
export function nextColor(previous: SelectOption | undefined): number {
  return previous === undefined ? 0 : (previous.color + 1) % (lastColor + 1);
}
