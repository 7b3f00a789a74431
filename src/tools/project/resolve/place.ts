import { textOf } from './field.js';
import { inPlace } from './in-vendors-terms.js';
import { refusal } from './issues.js';
import type { Scene } from './resolution-context.js';

/** A work item, in the vendor's terms. */
export interface ItemPlace {
  readonly project_key: string;
  readonly work_item_type_key: string;
  readonly work_item_id: string;
}

interface GivenPlace {
  readonly project_key: string;
  readonly work_item_type_key?: string | undefined;
  readonly work_item_id?: string | undefined;
}

/** The space that a task is about. */
export async function spacePlace({ project_key }: GivenPlace, scene: Scene): Promise<string> {
  return textOf((await inPlace({ project_key }, scene))['project_key']);
}

/** The item that a task is about; its type is looked up where it was not said. */
export async function itemPlace(given: GivenPlace, scene: Scene): Promise<ItemPlace> {
  const { project_key, work_item_type_key: type, work_item_id } = given;
  if (work_item_id === undefined) {
    throw refusal('work_item_id', 'is needed, or the link of the item in project_key');
  }
  const placed = await inPlace(
    { project_key, work_item_id, ...(type !== undefined && { work_item_type_key: type }) },
    scene,
  );
  return {
    project_key: textOf(placed['project_key']),
    work_item_type_key: await scene.knownType(),
    work_item_id,
  };
}
