import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.js';
import { isEndpointName } from '../../../../src/endpoints/catalogue.js';
import { namedKinds } from '../../../../src/tools/bitable/read/named-kinds.js';
import { isTaskName, operationNamed } from '../../../../src/tools/catalog/operations.js';
import { resolvers as enosResolvers } from '../../../../src/tools/enos/resolve/arguments.js';
import { resolvers } from '../../../../src/tools/project/resolve/arguments.js';
import { published } from '../../../support/toolbox.js';
import { namedArguments, plainArguments } from './named-arguments.js';

interface Argument {
  readonly tool: string;
  readonly path: string;
}

/** Every argument of every tool, with what lies within it: as it is listed, and as it is checked. */
const all: readonly Argument[] = published.flatMap(({ listed: { name, inputSchema } }) => {
  const paths = new Set([inputSchema, checkedSchema(name)].flatMap((it) => [...pathsIn(it, '')]));
  return [...paths].map((path) => ({ tool: name, path }));
});

function checkedSchema(name: string): unknown {
  if (!isEndpointName(name) && !isTaskName(name)) {
    throw new Error(`no operation ${name}`);
  }
  return zodToJsonSchema(operationNamed(name).input, { $refStrategy: 'none' });
}

function* pathsIn(schema: unknown, path: string): Generator<string> {
  if (!isJsonObject(schema)) {
    return;
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    for (const part of listOf(schema[key])) {
      yield* pathsIn(part, path);
    }
  }
  yield* pathsIn(schema['items'], `${path}[]`);
  if (isMap(schema) && path !== '') {
    yield `${path}{}`;
    yield* pathsIn(schema['additionalProperties'], `${path}{}`);
  }
  for (const [name, inner] of Object.entries(objectOf(schema['properties']))) {
    const at = path === '' ? name : `${path}.${name}`;
    yield at;
    yield* pathsIn(inner, at);
  }
}

/** Tells whether an object has keys of the caller's own, which may be names: cells, rights by field. */
function isMap({ properties, additionalProperties }: JsonObject): boolean {
  return properties === undefined && isJsonObject(additionalProperties);
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

const endings =
  /(?:^|_)(?:id|ids|key|keys|name|names|token|tokens|alias|uuid|uuids)$|[a-z](?:Id|Name)$/;
const words =
  /^(?:fields|\w+_fields|field_selected|group_by|measures|filter|sort|mapping|rows|records|node|node_owners|owners?|visitors|users|\w+_users|operator|assignee|created_by|role_\w+|\w+_roles|businesses|priorities|emails|remote_projects|query_sub_type|deliverable|field_value_pairs|member_list)$/;

function looksLikeReference({ path }: Argument): boolean {
  const name = path.replaceAll('[]', '').split('.').at(-1) ?? '';
  return name.endsWith('{}') || endings.test(name) || (words.test(name) && !path.includes('.'));
}

interface Row {
  readonly tools: readonly string[];
  readonly paths: readonly string[];
}

function fits(row: Row, { tool, path }: Argument): boolean {
  return (
    row.tools.some((start) => tool.startsWith(start)) &&
    row.paths.some((it) => formOf(it).test(path))
  );
}

function formOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

describe('arguments that name something', () => {
  it('are told, of all tools, or listed as what has no name', () => {
    const rows: readonly Row[] = [...namedArguments, ...plainArguments];
    const untold = all
      .filter(looksLikeReference)
      .filter((argument) => !rows.some((row) => fits(row, argument)));
    expect(untold.map(({ tool, path }) => `${tool} ${path}`)).toEqual([]);
  });

  it('are those of tools that there are', () => {
    const unused = [...namedArguments, ...plainArguments].flatMap((row) =>
      row.paths.filter(
        (path) => !all.some((argument) => fits({ ...row, paths: [path] }, argument)),
      ),
    );
    expect(unused).toEqual([]);
  });

  it('take names where a module resolves them, and nowhere else', () => {
    const resolvable: readonly string[] = ['name', 'link'];
    const wrong = namedArguments.filter(({ accepts, resolvedIn }) => {
      const isResolved = accepts.some((form) => resolvable.includes(form));
      // The vendor itself knows ids, exact names, aliases, and in some places addresses.
      return accepts.includes('e-mail')
        ? isResolved && resolvedIn === undefined
        : isResolved !== (resolvedIn !== undefined);
    });
    expect(wrong.map(({ tools, paths }) => `${tools} ${paths}`)).toEqual([]);
  });

  it('of Feishu Project go by ids alone only where it is told why', () => {
    const untold = namedArguments
      .filter(({ tools }) => tools.every((tool) => tool.startsWith('project_')))
      .filter(({ resolvedIn, why }) => resolvedIn === undefined && why === undefined);
    expect(untold.map(({ paths }) => paths)).toEqual([]);
  });

  it('are found by modules that there are', () => {
    const modules = namedArguments.flatMap(({ resolvedIn }) => resolvedIn ?? []);
    const isThere = (file: string) =>
      existsSync(new URL(`../../../../src/${file}`, import.meta.url));
    expect(modules.filter((file) => !isThere(file))).toEqual([]);
  });

  it.each([
    ['bitable_', Object.values(namedKinds).map(({ argument }) => argument)],
    ['project_', [...resolvers.keys()]],
    ['enos_', [...enosResolvers.keys()]],
  ])('of %s are all that the resolver knows', (service, names) => {
    const resolved = namedArguments.filter(
      ({ tools, resolvedIn }) =>
        resolvedIn !== undefined && tools.some((it) => it.startsWith(service)),
    );
    const isTold = (name: string) =>
      resolved.some(({ paths }) => paths.some((path) => path.split(/[*.[]/)[0] === name));
    expect(names.filter((name) => !isTold(name))).toEqual([]);
  });
});
