import type { ProjectField } from './field.js';
import type { Scene } from './resolution-context.js';

/** A value on its way into a field. */
export interface Spot {
  readonly field: ProjectField;
  /** Where it stands in the arguments. */
  readonly path: string;
  readonly scene: Scene;
}
