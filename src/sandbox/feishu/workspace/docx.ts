import type { FeishuEndpointName } from '../../../endpoints/catalogue.js';
import { findDocument } from '../drive/documents.js';
import { reaches, rightTo } from '../drive/rights.js';
import { type PageRule, page } from '../paging.js';
import { queryInteger, queryUserIdType } from '../parameters.js';
import { refuse } from '../refusal.js';
import type { Handlers, SandboxRequest } from '../request.js';
import type { DocxDocument, World } from '../world.js';

const largestPage = 500;

export const docxDocumentHandlers = {
  docx_documents_get: (request, world) => {
    const { documentId, revision, title } = readableDocument(request, world);
    return {
      document: {
        document_id: documentId,
        revision_id: revision,
        title,
        display_setting: {
          show_authors: true,
          show_create_time: true,
          show_pv: true,
          show_uv: true,
          show_like_count: true,
          show_comment_count: true,
          show_related_matters: true,
        },
      },
    };
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `docx_documents_${string}`>>;

export const docxBlockHandlers = {
  docx_blocks_list: (request, world) => {
    queryUserIdType(request.query);
    const { documentId, revision, blocks } = readableDocument(request, world);
    const asked = queryInteger(request.query, 'document_revision_id') ?? -1;
    if (asked < -1 || asked === 0 || asked > revision) refuse(1770001);
    const rule: PageRule = {
      listing: `blocks of ${documentId}`,
      maxSize: largestPage,
      defaultSize: largestPage,
      invalidToken: 1770022,
      tokens: 'opaque',
      bitable: world.bitable,
    };
    const { total: _, ...found } = page(blocks, request.query, rule, ({ block_id }) => block_id);
    return found;
  },
} satisfies Pick<Handlers, Extract<FeishuEndpointName, `docx_blocks_${string}`>>;

function readableDocument({ path, identity }: SandboxRequest, world: World): DocxDocument {
  const id = path['document_id'] ?? '';
  if (world.drive.deleted.has(id)) refuse(1770003);
  const document = world.docx.get(id) ?? refuse(1770002);
  const inDrive = findDocument(id, world);
  const mayRead = inDrive && reaches(rightTo(inDrive, identity, world), 'view');
  return mayRead ? document : refuse(1770032);
}
