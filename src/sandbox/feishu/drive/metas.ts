import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import { oneOf, queryUserIdType, refuseParameter, requiredText } from '../parameters.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { World } from '../world.js';
import { findDocument } from './documents.js';
import { secondsOf, urlOf } from './folders.js';
import { reaches, rightTo } from './rights.js';

const mostAtOnce = 200;

const kinds = [
  'doc',
  'sheet',
  'bitable',
  'mindnote',
  'file',
  'wiki',
  'docx',
  'folder',
  'synced_block',
  'slides',
] as const;

export const metaHandlers = {
  drive_metas_batch_query: (request, world) => {
    queryUserIdType(request.query);
    const results = askedDocuments(request.body).map((asked) => metaOf(asked, request, world));
    const failed = results.flatMap((result) => ('code' in result ? [result] : []));
    return {
      metas: results.filter((result) => !('code' in result)),
      ...(failed.length > 0 && { failed_list: failed }),
    };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `drive_metas_${string}`>>;

interface AskedDocument {
  readonly token: string;
  readonly kind: (typeof kinds)[number];
}

function askedDocuments({ request_docs: list }: JsonObject): AskedDocument[] {
  if (!Array.isArray(list)) return refuseParameter('request_docs', 'request_docs is required');
  if (list.length === 0) refuseParameter('request_docs', 'the min len is 1', '0');
  if (list.length > mostAtOnce) {
    refuseParameter('request_docs', `the max len is ${mostAtOnce}`, String(list.length));
  }
  return list.map((each: Json) => {
    const asked = isJsonObject(each) ? each : refuseParameter('request_docs', 'must be objects');
    const kind = oneOf('doc_type', requiredText(asked, 'doc_type'), kinds);
    return { token: requiredText(asked, 'doc_token'), kind };
  });
}

/** The metadata of a document, or the code that says why there is none: 970005 not there, 970003 no right to it. */
function metaOf({ token, kind }: AskedDocument, request: SandboxRequest, world: World): JsonObject {
  const inside = kind === 'wiki' ? world.wiki.nodes.get(token)?.objToken : token;
  const document = findDocument(inside ?? '', world);
  if (document === undefined || (kind !== 'wiki' && kind !== document.kind)) {
    return { token, code: 970005 };
  }
  if (!reaches(rightTo(document, request.identity, world), 'view')) return { token, code: 970003 };
  const { person } = world.bitable.directory;
  const ownerId = person(document.owned.ownerId, 'open_id')?.[queryUserIdType(request.query)] ?? '';
  return {
    doc_token: document.token,
    doc_type: document.kind,
    title: document.title,
    owner_id: ownerId,
    create_time: secondsOf(document.createdTime),
    latest_modify_user: ownerId,
    latest_modify_time: secondsOf(document.modifiedTime()),
    url: request.body['with_url'] === true ? urlOf(document, request) : '',
    request_doc_info: { doc_token: token, doc_type: kind },
  };
}
