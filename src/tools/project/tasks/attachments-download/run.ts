import { type Candidate, NameIndex } from '../../../../core/choose.js';
import { isJsonObject, type JsonObject } from '../../../../core/json.js';
import type { EndpointName } from '../../../../endpoints/catalogue.js';
import type { Outcome } from '../../../answer/result.js';
import { downloadFile } from '../../../context/file-transfer.js';
import { optionsOf, type ToolContext } from '../../../context/tool-context.js';
import { chosenFile, filesOfField, filesOfItem } from '../../names/files.js';
import { attachmentField } from '../../resolve/field.js';
import { withFreshNames } from '../../resolve/finder.js';
import { refusal } from '../../resolve/issues.js';
import { objectsIn, textOf } from '../../resolve/reply-values.js';
import type { ResolutionContext } from '../../resolve/resolution-context.js';
import { resolveSpace, resolveWorkItem, type WorkItemRef } from '../../resolve/work-item-ref.js';
import type { AttachmentDownloadArgs } from './args.js';

export async function run(args: AttachmentDownloadArgs, context: ToolContext): Promise<Outcome> {
  const { path } = args;
  const call = await withFreshNames(context, (resolution) => callOf(args, resolution));
  const saved = await downloadFile(
    context.client,
    call,
    ({ name = call.file }) => context.files.create(path, { argument: 'path', name }),
    { ...optionsOf(context), progress: context.run.progress },
  );
  return { facts: { ...saved }, notes: [] };
}

/** A download, and what its file is called where the reply does not say. */
interface FileCall {
  readonly name: EndpointName;
  readonly args: JsonObject;
  readonly file: string;
}

async function callOf(
  { uuid, file_token, file, field, ...place }: AttachmentDownloadArgs,
  resolution: ResolutionContext,
): Promise<FileCall> {
  const given = { uuid, file_token, file };
  const [[way, id] = ['file', undefined], ...others] = Object.entries(given).filter(
    ([, value]) => value !== undefined,
  );
  if (others.length > 0) {
    throw refusal(way, `does not go with ${others.map(([key]) => key).join(' and ')}`);
  }
  if (field !== undefined && way !== 'file') {
    throw refusal('field', `does not go with ${way}`);
  }
  if (way === 'file_token') {
    return ofComment(await resolveSpace(place, resolution), id ?? '', id ?? '');
  }
  const item = await resolveWorkItem(place, resolution);
  return way === 'uuid'
    ? ofItem(item, id ?? '', id ?? '')
    : namedFile({ file, field, item }, resolution);
}

function ofItem(item: WorkItemRef, uuid: string, file: string): FileCall {
  return { name: 'project_attachments_download_by_uuid', args: { ...item, uuid }, file };
}

function ofComment(project_key: string, file_token: string, file: string): FileCall {
  return { name: 'project_attachments_download_by_token', args: { project_key, file_token }, file };
}

interface NamedFile {
  readonly file: string | undefined;
  readonly field: string | undefined;
  readonly item: WorkItemRef;
}

/** A file by its name: in the fields of the item, or else in its comments. */
async function namedFile(
  { file, field, item }: NamedFile,
  resolution: ResolutionContext,
): Promise<FileCall> {
  const key = field && attachmentField(field, (await resolution.fields()) ?? []);
  const inFields = filesOfField(await filesOfItem(resolution), key);
  const isThere = file !== undefined && new NameIndex(inFields).choose(file).fitting.length > 0;
  const isSearched = field === undefined && !isThere;
  const inComments = isSearched ? await filesInComments(item, resolution) : [];
  const { id, name } = chosenFile([...inFields, ...inComments], file, 'file');
  return inComments.some((other) => other.id === id)
    ? ofComment(item.project_key, id, name)
    : ofItem(item, id, name);
}

const commentPage = 200;

async function filesInComments(
  item: WorkItemRef,
  { names }: ResolutionContext,
): Promise<readonly Candidate[]> {
  const asked = { ...item, page_num: 1, page_size: commentPage };
  const { data } = await names.now('project_file_comments_list', asked);
  return objectsIn(data).flatMap(({ comment_file: held }) =>
    isJsonObject(held) ? [{ id: textOf(held['file_token']), name: textOf(held['file_name']) }] : [],
  );
}
