import { InputError } from '../../../../core/errors.js';
import type { Outcome } from '../../../answer/result.js';
import { Attempts } from '../../../context/attempts.js';
import type { ToolContext } from '../../../context/tool-context.js';
import { isUsualHost, parseLink, whyNoLink } from '../../../input/links.js';
import type { ResolveArgs } from './args.js';
import { adviceOn, linkFacts } from './link-facts.js';

export async function run({ url }: ResolveArgs, context: ToolContext): Promise<Outcome> {
  const link = parseLink(url);
  if (link === undefined) {
    throw new InputError([{ path: 'url', problem: whyNoLink(url), allowed: knownLinks }]);
  }
  if (!isUsualHost(link.host)) {
    context.note(`${link.host} is no usual host of Feishu or Lark; nothing was sent there`);
  }
  if (link.unread.length > 0) {
    const texts = link.unread.map((text) => JSON.stringify(text.slice(0, maxUnread))).join(', ');
    context.note(
      `the link has ${texts}, which is no id and was passed over; bitable_describe_base lists the tables of a base, and table_id takes names`,
    );
  }
  const attempts = new Attempts();
  const facts = await linkFacts({ context, attempts }, link);
  return { facts, notes: [...adviceOn(facts), ...attempts.notes()] };
}

/** Characters of a parameter. */
const maxUnread = 100;

const knownLinks =
  'https://….feishu.cn, larksuite.com or larkoffice.com with /base/, /wiki/, /docx/, /sheets/, /drive/folder/ and the like';
