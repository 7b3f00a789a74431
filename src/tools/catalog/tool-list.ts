import { effects } from '../../core/effect.js';
import type { ServiceName } from '../../core/service-name.js';
import { askedToolsets, chooseTools, type ServiceChoice } from './choose-tools.js';
import type { PublishedTool } from './published.js';

/** What switches the tools of a service on. */
export const credentialsOf: Readonly<Record<ServiceName, string>> = {
  feishu: 'FEISHU_APP_ID and FEISHU_APP_SECRET',
  project: 'FEISHU_PROJECT_PLUGIN_ID, FEISHU_PROJECT_PLUGIN_SECRET, FEISHU_PROJECT_USER_KEY',
  enos: 'ENOS_APIGW_URL, ENOS_ACCESS_KEY, ENOS_SECRET_KEY, ENOS_ORG_ID, ENOS_USER_ID',
};

/** The tools that are listed, and why the others are not. */
export class ToolList {
  readonly tools: readonly PublishedTool[];
  readonly #listed: ReadonlySet<string>;
  readonly #published: ReadonlyMap<string, PublishedTool>;

  constructor(
    published: readonly PublishedTool[],
    private readonly choice: ServiceChoice,
  ) {
    this.tools = chooseTools(published, choice);
    this.#listed = new Set(this.tools.map(({ listed }) => listed.name));
    this.#published = new Map(published.map((tool) => [tool.listed.name, tool]));
  }

  /** The tool of that name, whether it is listed or not. */
  named(name: string): PublishedTool | undefined {
    return this.#published.get(name);
  }

  isListed(name: string): boolean {
    return this.#listed.has(name);
  }

  /** Whether a word is the name of a tool that exists, but is not listed. */
  isAbsent(word: string): boolean {
    return this.#published.has(word) && !this.#listed.has(word);
  }

  /** Tells why a tool is not listed, and which switch lists it; undefined for what is listed, and for no tool. */
  whyAbsent(name: string): string | undefined {
    const tool = this.isAbsent(name) ? this.named(name) : undefined;
    if (tool === undefined) {
      return undefined;
    }
    const { services, readOnly, excludeTools, bases } = this.choice;
    const forbidden = [
      readOnly && effects[tool.effect].writes ? '--read-only puts tools that write off-limits' : '',
      excludeTools.includes(name) ? '--exclude-tools leaves it out' : '',
      bases !== undefined && tool.beyondBases
        ? '--base puts what reaches beyond the named bases off-limits'
        : '',
    ].filter((reason) => reason !== '');
    const lacks = services.has(tool.service)
      ? []
      : [`it needs credentials (set ${credentialsOf[tool.service]})`];
    // No switch lists what another one forbids.
    const lists = this.#isChosen(tool) || forbidden.length > 0 ? [] : [this.#switchFor(tool)];
    return [[...lacks, ...forbidden].join('; '), ...lists]
      .filter((text) => text !== '')
      .join('; once that is changed, ');
  }

  /** Words a text for the tools that are listed: the name of another one is told with the way to it. */
  name(text: string): string {
    return text.replace(unquotedToolWord, (word) => {
      const why = this.whyAbsent(word);
      return why === undefined ? word : `${word} (not listed: ${why})`;
    });
  }

  #isChosen({ listed, toolsets }: PublishedTool): boolean {
    const asked = askedToolsets(this.choice);
    return this.choice.tools.includes(listed.name) || toolsets.some((each) => asked.includes(each));
  }

  #switchFor({ listed, toolsets }: PublishedTool): string {
    const asked = askedToolsets(this.choice);
    const resource = toolsets.at(-1) ?? 'all';
    const beside = asked.length === 0 ? '' : `--toolsets ${asked.join(',')} `;
    const tools = [...this.choice.tools, listed.name].join(',');
    return `--toolsets ${[...asked, resource].join(',')} or ${beside}--tools ${tools} lists it`;
  }
}

/** What stands in quotes was written by the caller or the vendor. */
const unquotedToolWord = /(?<!["\w])\b[a-z]+(?:_[a-z]+)+\b/g;

/** Names of tools have two words at least. */
export const toolWord = /\b[a-z]+(?:_[a-z]+)+\b/g;
