import { plain } from '../../../kernel/answer.js';
import { rangeOf } from '../../../kernel/range.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Admit } from '../../../kernel/router.js';
import type { StoredFile } from '../../bitable/model.js';
import { FileAnswer } from '../../envelope.js';
import type { FileHandler, Handler, World } from '../../handler.js';
import { fileFor } from './media-access.js';
import { dayMs } from './media-store.js';

const maxTokens = 5;
const linkPath = '/space/api/box/stream/download/authcode';

/** Where temporary links lead; who has one needs no token. The catalogue does not list it. */
export const linkRoutes = [['drive_tmp_download', `GET ${linkPath}`]] as const;

export type LinkRouteName = (typeof linkRoutes)[number][0];

export const download: FileHandler = ({ path, query, identity, range }, world) =>
  fileAnswer(fileFor(path['file_token'] ?? '', query.get('extra'), identity, world), range);

export const batchGetTmpUrls: Handler = ({ query, identity, origin }, world) => {
  const tokens = query.getAll('file_tokens').filter((token) => token !== '');
  if (tokens.length === 0 || tokens.length > maxTokens) refuse(1061002);
  const files = tokens.map((token) => fileFor(token, query.get('extra'), identity, world));
  return {
    tmp_download_urls: files.map(({ fileToken }) => ({
      file_token: fileToken,
      tmp_download_url: `${origin}${linkPath}/?code=${newLink(fileToken, world)}`,
    })),
  };
};

function newLink(fileToken: string, { bitable, medias }: World): string {
  const code = bitable.ids.newLinkCode();
  medias.links.set(code, { fileToken, expiresAt: bitable.clock.now() + dayMs });
  return code;
}

/** Answers at temporary links. */
export function createLinks({ bitable, medias }: World): Admit<LinkRouteName> {
  return ({ query, headers }) => ({
    run: async () => {
      const link = medias.links.get(query.get('code') ?? '');
      const file = bitable.files.get(link?.fileToken ?? '');
      if (link === undefined || file === undefined) return plain(404, 'Not Found');
      return link.expiresAt > bitable.clock.now()
        ? fileAnswer(file, headers.range)
        : plain(403, 'Forbidden');
    },
    release: () => {},
  });
}

function fileAnswer({ name, type, content }: StoredFile, rangeHeader: string | undefined) {
  const range = rangeOf(rangeHeader, content.length);
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encoded(name)}`,
    'accept-ranges': 'bytes',
  };
  if (range === undefined) return new FileAnswer(200, headers, content);
  if (range === 'unsatisfiable') {
    const whole = { 'content-range': `bytes */${content.length}` };
    return new FileAnswer(416, whole, new Uint8Array());
  }
  const { start, end } = range;
  const part = { ...headers, 'content-range': `bytes ${start}-${end}/${content.length}` };
  return new FileAnswer(206, part, content.subarray(start, end + 1));
}

function asciiName(name: string): string {
  return name.replace(/[^\x20-\x7e]|["\\]/g, '_');
}

/** RFC 5987. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
