import { isJsonObject, type Json, type JsonObject } from '../../../../core/json.js';
import type { LocalFile } from '../../../../core/local-file.js';
import { type ProjectEndpointName, projectCatalogue } from '../../../../endpoints/catalogue.js';
import type { ProjectEndpoint } from '../../../../endpoints/project/project-endpoint.js';
import { headline, isFailure } from '../../../answer/failure-text.js';
import type { Outcome } from '../../../answer/result.js';
import { refuseDangerous, uploadFile } from '../../../context/file-transfer.js';
import { callEndpoint, optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { attachmentField } from '../../resolve/field.js';
import { withFreshNames } from '../../resolve/finder.js';
import { refusal } from '../../resolve/issues.js';
import { int64, textOf } from '../../resolve/reply-values.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { resolveSpace, resolveWorkItem, type WorkItemRef } from '../../resolve/work-item-ref.js';
import type { AttachmentUploadArgs } from './args.js';

/** Where a file goes, and how the answer says where it is. */
interface Destination {
  readonly name: ProjectEndpointName;
  readonly args: JsonObject;
  report(reply: JsonObject, file: LocalFile, context: ToolContext): Promise<Outcome>;
}

export async function run(args: AttachmentUploadArgs, context: ToolContext): Promise<Outcome> {
  const file = await context.files.open(args.path, { argument: 'path' });
  try {
    await refuseDangerous(file, 'path');
    const destination = await withFreshNames(context, (resolution) =>
      destinationOf(args, resolution),
    );
    refuseLarge(file, destination.name);
    const { name, size } = file;
    if (args.dry_run === true) {
      const notes = ['nothing was sent: this was a dry run'];
      return { facts: { dry_run: true, name, size }, notes };
    }
    const { facts, notes } = await sent(file, destination, context);
    return { facts: { ...facts, name, size }, notes };
  } finally {
    await file.close();
  }
}

async function sent(
  file: LocalFile,
  { name, args, report }: Destination,
  context: ToolContext,
): Promise<Outcome> {
  const options = { ...optionsOf(context), progress: context.run.progress };
  const reply = await uploadFile(context.client, { name, args }, file, options);
  return report(reply, file, context);
}

function refuseLarge({ size }: LocalFile, name: ProjectEndpointName): void {
  const { maxFileBytes = size }: ProjectEndpoint = projectCatalogue[name];
  if (size > maxFileBytes) {
    const most = maxFileBytes / 1_048_576;
    throw refusal('path', `is a file of ${size} bytes`, `at most ${most} MB`);
  }
}

type FindDestination = (
  args: AttachmentUploadArgs,
  resolution: ResolutionContext,
) => Promise<Destination>;

const destinations: Readonly<Record<NonNullable<AttachmentUploadArgs['to']>, FindDestination>> = {
  field: toField,
  text: toText,
  comment: (args, resolution) => toComment('CommentAttachment', args, resolution),
  comment_image: (args, resolution) => toComment('CommentMultiTextImg', args, resolution),
};

function destinationOf(
  args: AttachmentUploadArgs,
  resolution: ResolutionContext,
): Promise<Destination> {
  const { field, to = field === undefined ? 'text' : 'field' } = args;
  if (field !== undefined && to !== 'field') {
    throw refusal('field', `does not go with to ${to}`);
  }
  return destinations[to](args, resolution);
}

async function toField(
  args: AttachmentUploadArgs,
  resolution: ResolutionContext,
): Promise<Destination> {
  const item = await resolveWorkItem(args, resolution);
  const field = attachmentField(args.field, (await resolution.fields()) ?? []);
  const { index } = args;
  return {
    name: 'project_attachments_upload_to_field',
    args: { ...item, field_key: field, ...(index !== undefined && { index }) },
    report: (_, file, context) => storedIn(item, file, context),
  };
}

/** The vendor answers nothing: the uuid stands in the field. */
async function storedIn(
  item: WorkItemRef,
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

async function toText(
  args: AttachmentUploadArgs,
  resolution: ResolutionContext,
): Promise<Destination> {
  return {
    name: 'project_attachments_upload_to_space',
    args: { project_key: await resolveSpace(args, resolution) },
    report: async ({ data }) => ({ facts: { url: textOf([data].flat()[0]) }, notes: [] }),
  };
}

async function toComment(
  resource_type: string,
  args: AttachmentUploadArgs,
  resolution: ResolutionContext,
): Promise<Destination> {
  const { project_key, work_item_id, ...type } = await resolveWorkItem(args, resolution);
  const item = { ...type, work_item_id: int64(work_item_id) };
  const field_map = JSON.stringify({ comment_biz_type: 'WORKITEM', ...item });
  return {
    name: 'project_attachments_upload_stream',
    args: { project_key, resource_type, field_map },
    report: async ({ file_token, data }) => ({
      facts: { file_token: textOf(file_token) || textOf(data) },
      notes: [],
    }),
  };
}
