import { isJsonObject } from '../../../../core/json.js';
import { refuse } from '../../../kernel/refusal.js';
import { refuseType } from '../body.js';
import { acceptCell } from '../cells/accept.js';
import type { WriteContext } from '../cells/accept-context.js';
import { OptionDrafts } from '../fields/option-drafts.js';
import { invalidParameter } from '../invalid-parameter.js';
import type { Cell, Field, Scope, UserIdType } from '../model.js';
import { refuseParameter } from './query.js';
import type { CellChanges } from './row-store.js';

/** Checks the records of one call before any of them is written: a batch is applied whole or not at all. */
export class RecordWrite {
  private readonly context: WriteContext;
  private readonly fields: ReadonlyMap<string, Field>;

  constructor(scope: Scope, userIdType: UserIdType) {
    this.context = { scope, userIdType, options: new OptionDrafts(scope.bitable.ids) };
    this.fields = new Map(scope.table.fields.map((field) => [field.name, field]));
  }

  /** The cells that a `fields` object of the call asks for. */
  changes(sent: unknown): CellChanges {
    if ((sent ?? undefined) === undefined) refuseParameter('fields', 'fields is required');
    if (!isJsonObject(sent)) return refuseType('fields', 'object');
    const changes = new Map<Field, Cell | null>();
    for (const [name, value] of Object.entries(sent)) {
      const field = this.fields.get(name) ?? refuseName(name);
      changes.set(field, acceptCell(value ?? null, field, this.context));
    }
    return changes;
  }

  /** The fields that the values give new options. */
  extendedFields(): Field[] {
    return this.context.options.extendedFields();
  }

  /** Everything was accepted: the options that the values made up come into being. */
  commit(): void {
    this.context.options.commit();
  }
}

function refuseName(name: string): never {
  return refuse(1254045, undefined, invalidParameter(`fields.${name}`, 'field_name not found'));
}
