/** What a call does to the vendor's data. Declared on each endpoint, never guessed from the HTTP method. */
export type Effect = 'read' | 'create' | 'update' | 'delete';

interface EffectTraits {
  readonly writes: boolean;
  /** Sending the same request twice leaves the same state as sending it once. */
  readonly repeatable: boolean;
  readonly hints: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
}

/** The one table behind MCP hints, retry safety and read-only mode. */
export const effects: Readonly<Record<Effect, EffectTraits>> = {
  read: { writes: false, repeatable: true, hints: hints(true, false, true) },
  create: { writes: true, repeatable: false, hints: hints(false, false, false) },
  update: { writes: true, repeatable: true, hints: hints(false, true, true) },
  delete: { writes: true, repeatable: true, hints: hints(false, true, true) },
};

function hints(
  readOnlyHint: boolean,
  destructiveHint: boolean,
  idempotentHint: boolean,
): EffectTraits['hints'] {
  // Every tool reaches a tenant whose content other people change.
  return { readOnlyHint, destructiveHint, idempotentHint, openWorldHint: true };
}
