import { ApiError, InputError, NetworkError } from '../../../core/errors.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import { quoted } from '../../../core/text.js';
import type { Outcome } from '../../answer/result.js';
import type { EndpointSteps } from '../../context/operation.js';
import { type Args, callEndpoint, listAll, type ToolContext } from '../../context/tool-context.js';

/** Folders that are looked into. */
const maxFolders = 20;

/** Entries of the answer. */
const maxContents = 100;

/** Kinds that the vendor gives no metadata of. */
const undescribed: ReadonlySet<string> = new Set(['shortcut']);

/** The code of metadata for what is not there, or of another kind. */
const unknownDocument = 970005;

/** Shows what a document is called and what a folder holds, before it goes; a dry run refuses what is not there. */
class FileDelete implements EndpointSteps {
  #facts: JsonObject = {};
  #notes: readonly string[] = [];

  async before(args: Args, context: ToolContext, dryRun = false): Promise<Args> {
    if (!dryRun && context.answers === 'short') {
      return args;
    }
    try {
      await this.#look(args, context, dryRun);
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof NetworkError)) {
        throw error;
      }
      this.#notes = [`what is deleted could not be read (${error.message})`];
    }
    return args;
  }

  async planned(outcome: Outcome): Promise<Outcome> {
    return this.#shown(outcome);
  }

  async after(outcome: Outcome): Promise<Outcome> {
    return this.#shown(outcome);
  }

  #shown({ facts, notes }: Outcome): Outcome {
    return { facts: { ...facts, ...this.#facts }, notes: [...notes, ...this.#notes] };
  }

  async #look(args: Args, context: ToolContext, dryRun: boolean): Promise<void> {
    const { file_token: token, type } = args;
    if (!undescribed.has(String(type))) {
      const asked = { request_docs: [{ doc_token: token, doc_type: type }], with_url: false };
      const { metas, failed_list } = await callEndpoint(context, 'drive_metas_batch_query', asked);
      if (dryRun && first(failed_list)?.['code'] === unknownDocument) {
        const problem = `is ${quoted(String(token))}, and there is no ${String(type)} of that token`;
        const allowed = 'a token of drive_files_list, with the type that it has there';
        throw new InputError([{ path: 'file_token', problem, allowed }]);
      }
      this.#facts = { name: first(metas)?.['title'] ?? null };
    }
    if (type === 'folder') {
      const { contents, isWhole } = await contentsOf(String(token), context);
      this.#facts = { ...this.#facts, contents };
      this.#notes = isWhole ? [] : ['contents: the folder holds more than is listed here'];
    }
  }
}

export function fileDeleteSteps(): EndpointSteps {
  return new FileDelete();
}

/** Paths of all that a folder holds, those within its folders behind them. */
async function contentsOf(token: string, context: ToolContext) {
  const contents: string[] = [];
  const folders = [{ token, path: '' }];
  let looked = 0;
  for (
    let next = folders.shift();
    next !== undefined && looked < maxFolders;
    next = folders.shift()
  ) {
    looked += 1;
    for (const file of await listAll(context, 'drive_files_list', { folder_token: next.token })) {
      const path = `${next.path}${String(file['name'])}`;
      contents.push(`${path} (${String(file['type'])})`);
      if (file['type'] === 'folder') {
        folders.push({ token: String(file['token']), path: `${path}/` });
      }
    }
    if (contents.length > maxContents) {
      break;
    }
  }
  const isWhole = folders.length === 0 && contents.length <= maxContents;
  return { contents: contents.slice(0, maxContents), isWhole };
}

function first(list: Json | undefined): JsonObject | undefined {
  return Array.isArray(list) ? list.find(isJsonObject) : undefined;
}
