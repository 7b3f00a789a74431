import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { LocalFile } from '../../../../core/local-file.js';
import type { ProjectEndpointName } from '../../../../endpoints/project/project-catalogue.js';
import { headline } from '../../../answer/failure-text.js';
import { isFailure } from '../../../answer/render.js';
import type { Outcome } from '../../../answer/result.js';
import { callEndpoint, type ToolContext } from '../../../context/tool-context.js';
import { type ProjectField, textOf } from '../../resolve/field.js';
import { withSubFields } from '../../resolve/field-keys.js';
import { int64 } from '../../resolve/int64.js';
import { refusal } from '../../resolve/issues.js';
import { type ItemPlace, itemPlace, spacePlace } from '../../resolve/place.js';
import type { Scene } from '../../resolve/resolution-context.js';
import { fieldNamed } from '../../write/pairs.js';
import type { AttachmentUploadArgs } from './args.js';

/** Where a file goes, and how its place is told. */
export interface Destination {
  readonly name: ProjectEndpointName;
  readonly args: JsonObject;
  told(reply: JsonObject, file: LocalFile, context: ToolContext): Promise<Outcome>;
}

type Destine = (args: AttachmentUploadArgs, scene: Scene) => Promise<Destination>;

const destinations: Readonly<Record<NonNullable<AttachmentUploadArgs['to']>, Destine>> = {
  field: toField,
  text: toText,
  comment: (args, scene) => toComment('CommentAttachment', args, scene),
  comment_image: (args, scene) => toComment('CommentMultiTextImg', args, scene),
};

export function destinationOf(args: AttachmentUploadArgs, scene: Scene): Promise<Destination> {
  const { field, to = field === undefined ? 'text' : 'field' } = args;
  if (field !== undefined && to !== 'field') {
    throw refusal('field', `does not go with to ${to}`);
  }
  return destinations[to](args, scene);
}

async function toField(args: AttachmentUploadArgs, scene: Scene): Promise<Destination> {
  const item = await itemPlace(args, scene);
  const field = attachmentField(args.field, (await scene.fields()) ?? []);
  const { index } = args;
  return {
    name: 'project_attachments_upload_to_field',
    args: { ...item, field_key: field, ...(index !== undefined && { index }) },
    told: (_, file, context) => storedIn(item, file, context),
  };
}

function attachmentField(name: string | undefined, fields: readonly ProjectField[]): string {
  const known = withSubFields(fields).filter(({ type }) => type === 'multi_file');
  const [only, ...others] = known;
  if (name === undefined && only !== undefined && others.length === 0) {
    return only.id;
  }
  return fieldNamed(name ?? '', known, 'field', 'attachment field').id;
}

/** The vendor answers nothing: the uuid stands in the field. */
async function storedIn(
  item: ItemPlace,
  { name }: LocalFile,
  context: ToolContext,
): Promise<Outcome> {
  const { work_item_id, ...type } = item;
  try {
    const asked = { ...type, work_item_ids: [int64(work_item_id)] };
    const { data } = await callEndpoint(context, 'project_work_items_get', asked);
    const file = filesIn(data ?? null).findLast((stored) => stored['name'] === name);
    const uuid = textOf(file?.['uuid']) || textOf(file?.['uid']);
    return uuid === '' ? unseen('the item does not show it') : { facts: { uuid }, notes: [] };
  } catch (error) {
    if (!isFailure(error)) {
      throw error;
    }
    return unseen(headline(error, 'read').replace(/\.$/, ''));
  }
}

function unseen(why: string): Outcome {
  return { facts: {}, notes: [`uploaded, but its uuid could not be read (${why})`] };
}

/** Wherever an item holds files. */
function filesIn(value: Json): readonly JsonObject[] {
  if (Array.isArray(value)) {
    return value.flatMap(filesIn);
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const isFile = 'name' in value && ('uid' in value || 'uuid' in value);
  return isFile ? [value] : Object.values(value).flatMap((part) => filesIn(part ?? null));
}

async function toText(args: AttachmentUploadArgs, scene: Scene): Promise<Destination> {
  return {
    name: 'project_attachments_upload_to_space',
    args: { project_key: await spacePlace(args, scene) },
    told: async ({ data }) => ({ facts: { url: textOf([data].flat()[0]) }, notes: [] }),
  };
}

async function toComment(
  resource_type: string,
  args: AttachmentUploadArgs,
  scene: Scene,
): Promise<Destination> {
  const { project_key, work_item_id, ...type } = await itemPlace(args, scene);
  const item = { ...type, work_item_id: int64(work_item_id) };
  const field_map = JSON.stringify({ comment_biz_type: 'WORKITEM', ...item });
  return {
    name: 'project_attachments_upload_stream',
    args: { project_key, resource_type, field_map },
    told: async ({ file_token, data }) => ({
      facts: { file_token: textOf(file_token) || textOf(data) },
      notes: [],
    }),
  };
}
