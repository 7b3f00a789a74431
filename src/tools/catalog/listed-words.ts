import { isJsonObject, type Json, type JsonObject } from '../../core/json.js';
import type { Tool } from '../../core/tool.js';
import type { PublishedTool } from './published.js';
import { type ToolList, toolWord } from './tool-list.js';

/** Gives a tool as it is listed: its texts name no tool that is not. What they leave to another tool they say themselves. */
export function asListed({ listed, mentions }: PublishedTool, list: ToolList): Tool {
  if (!mentions.some((name) => list.isAbsent(name))) {
    return listed;
  }
  const words = new ListedWords(list);
  const { description, inputSchema, outputSchema } = listed;
  return {
    ...listed,
    description: words.in(description, ''),
    inputSchema: words.inSchema(inputSchema, ''),
    outputSchema: words.inSchema(outputSchema, ''),
  };
}

/** The other tools that the texts of a tool name, in the order of their names. */
export function mentionsIn(tool: Tool, isTool: (word: string) => boolean): readonly string[] {
  const { name, title, description, inputSchema, outputSchema } = tool;
  const text = JSON.stringify([title, description, inputSchema, outputSchema]);
  const words = new Set(text.match(toolWord));
  return [...words].filter((word) => word !== name && isTool(word)).sort();
}

/** Where a text leaves to a tool what it says of an argument under another name. */
const otherNames: Readonly<Record<string, string>> = { rows: 'fields' };

/** The arguments in which a tool has parts of another: a field of a new table is created as any other. */
const partsOf: Readonly<Record<string, readonly string[]>> = { fields: ['type', 'property'] };

class ListedWords {
  constructor(private readonly list: ToolList) {}

  inSchema(schema: JsonObject, key: string): JsonObject {
    return Object.fromEntries(
      Object.entries(schema).map(([name, value]): [string, Json] => [
        name,
        name === 'description' && typeof value === 'string'
          ? this.in(value, key)
          : this.#within(value ?? null, name === 'items' ? key : name),
      ]),
    );
  }

  #within(value: Json, key: string): Json {
    if (Array.isArray(value)) {
      return value.map((item) => this.#within(item, key));
    }
    return isJsonObject(value) ? this.inSchema(value, key) : value;
  }

  /** A text about the argument `key`, or about the whole tool. */
  in(text: string, key: string): string {
    const absent = text.match(toolWord)?.find((word) => this.list.isAbsent(word));
    if (absent === undefined) {
      return text === '' ? `The ${key.replaceAll('_', ' ')}` : text;
    }
    return this.in(this.#withoutName(text, absent, key), key);
  }

  #withoutName(text: string, absent: string, key: string): string {
    const [found, other = otherNames[key] ?? key] = reference(absent).exec(text) ?? [];
    const said = found === undefined ? undefined : this.#saidBy(absent, other);
    return found === undefined || said === undefined
      ? withoutClause(text, absent)
      : text.replace(found, () => said).replace(twice, '$1');
  }

  /** What a tool says of an argument, wherever in its arguments that stands. */
  #saidBy(tool: string, key: string): string | undefined {
    const schema = this.list.named(tool)?.listed.inputSchema;
    const whole = schema && described(schema, key);
    const parts = (partsOf[key] ?? []).flatMap((part) => {
      const said = schema && described(schema, part);
      return said === undefined ? [] : [`${part}: ${said}`];
    });
    return whole ?? (parts.length === 0 ? undefined : parts.join('; '));
  }
}

/** `as in …`, `in the forms of …`, `as member_id_type in …`. */
function reference(tool: string): RegExp {
  return new RegExp(`\\b(?:as (?:(\\w+) )?in|in the forms of) ${tool}\\b`, 'i');
}

/** A beginning that the text and what it takes over share. */
const twice = /^([^,]+, )\1/;

function described(schema: JsonObject, key: string): string | undefined {
  const property = propertyIn(schema, key);
  const [branch] = Array.isArray(property?.['anyOf']) ? property['anyOf'] : [];
  const of = isJsonObject(branch) ? branch : property;
  const description = of?.['description'];
  const values = Array.isArray(property?.['enum']) ? `: ${property['enum'].join(', ')}` : '';
  return typeof description === 'string' ? `${description}${values}` : undefined;
}

function propertyIn(schema: JsonObject, key: string): JsonObject | undefined {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (isJsonObject(own)) {
    return own;
  }
  const inner = [...Object.values(properties), schema['items']].filter(isJsonObject);
  return inner.map((each) => propertyIn(each, key)).find((found) => found !== undefined);
}

/** Leaves out the least that names the tool: what stands in parentheses, after a comma, between semicolons, or a sentence. */
function withoutClause(text: string, tool: string): string {
  const ways = [
    new RegExp(`\\s*\\([^()]*\\b${tool}\\b[^()]*\\)`),
    new RegExp(`, [^,;:.(){}]*\\b${tool}\\b[^,;:.(){}]*(?=;|$)`),
    new RegExp(`; [^;.]*\\b${tool}\\b[^;.]*`),
    new RegExp(`(?:^|(?<=\\. ))[^.;]*\\b${tool}\\b[^.;]*(?:; |\\. ?|$)`),
  ];
  const way = ways.find((each) => each.test(text));
  return way === undefined ? '' : text.replace(way, '').trim();
}
