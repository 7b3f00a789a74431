import { findUser, type ItemScope } from '../gateway/access.js';
import { type Wire, writeWire } from '../gateway/wire.js';
import type { OpRecord, ProjectWorld } from '../model/model.js';

/** What happened, in the words of the change log. */
export interface Happening {
  readonly operation: string;
  readonly module: string;
  readonly objectType: string;
  readonly objectValue: string;
  readonly property?: string;
  readonly old?: readonly string[];
  readonly new?: readonly string[];
}

/** Writes down a change and who made it; every change moves the item's time of update. */
export function record(
  { item }: ItemScope,
  happening: Happening,
  userKey: string,
  world: ProjectWorld,
): void {
  const at = world.clock.now();
  item.updatedAt = at;
  item.updatedBy = userKey;
  const entry: OpRecord = {
    property: '',
    old: [],
    new: [],
    ...happening,
    projectKey: item.projectKey,
    typeKey: item.typeKey,
    itemId: item.id,
    at,
    operator: userKey,
  };
  world.records.push(entry);
}

/** A value as the log shows it: texts, people by name. */
export function shown(value: Wire | undefined, world: ProjectWorld): string[] {
  if (value === undefined || value === null) return [];
  const text = typeof value === 'string' ? value : writeWire(value);
  return [findUser(text, world)?.nameCn ?? text];
}
