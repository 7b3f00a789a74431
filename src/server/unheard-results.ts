import type { Tool, ToolResult } from '../core/tool.js';

const MAX_CHARS = 300;

/** Results that could not be sent, because their call was cancelled. The next result carries them. */
export class UndeliveredResults {
  #notes: string[] = [];

  constructor(private readonly log: (line: string) => void) {}

  /** Keeps how a cancelled call ended. A read changed nothing, so there is nothing to tell. */
  store(tool: Tool, result: ToolResult): void {
    if (tool.annotations.readOnlyHint) return;
    const note = `The cancelled call ${tool.name} ended so: ${shorten(result.text)}`;
    this.log(note);
    this.#notes.push(note);
  }

  /** Adds what was kept to a result, as text and as data. */
  attachTo(result: ToolResult): ToolResult {
    const notes = this.#notes.splice(0);
    if (notes.length === 0) return result;
    const text = [...notes, result.text].join('\n\n');
    if (!result.structured) return { ...result, text };
    const own = Array.isArray(result.structured.notes) ? result.structured.notes : [];
    return { ...result, text, structured: { ...result.structured, notes: [...own, ...notes] } };
  }
}

/** Half an id could be taken for one, and half a number is another. */
const wholeWords = /^.*[^\s,，](?=[\s,，])/s;

function shorten(text: string): string {
  if (text.length <= MAX_CHARS) return text;
  const words = wholeWords.exec(text.slice(0, MAX_CHARS + 1))?.[0];
  return `${words ?? text.slice(0, MAX_CHARS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
