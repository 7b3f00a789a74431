import { describe, expect, it } from 'vitest';
import { type ServiceName, serviceNames } from '../../../../src/core/service-name.js';
import type { ServiceChoice } from '../../../../src/tools/catalog/choose-tools.js';
import { instructions } from '../../../../src/tools/catalog/instructions.js';
import { asListed } from '../../../../src/tools/catalog/listed-words.js';
import { ToolList } from '../../../../src/tools/catalog/tool-list.js';
import { published } from '../../../support/toolbox.js';

const serviceSets: readonly (readonly ServiceName[])[] = [
  ['feishu'],
  ['project'],
  ['enos'],
  ['feishu', 'project'],
  ['feishu', 'enos'],
  ['project', 'enos'],
  serviceNames,
];

function listOf(choice: Partial<ServiceChoice>): ToolList {
  return new ToolList(published, {
    ...{ toolsets: [], tools: [], excludeTools: [], readOnly: false, bases: undefined },
    services: new Set(serviceNames),
    ...choice,
  });
}

const resources = [...new Set(published.flatMap(({ toolsets }) => toolsets))];

/** Every preset and resource, for every set of services, with and without writes. */
const startUps = resources.flatMap((toolset) =>
  serviceSets.flatMap((services) =>
    [false, true].map((readOnly) => ({ toolset, services: new Set(services), readOnly })),
  ),
);

function absentIn(text: string, list: ToolList): readonly string[] {
  const words: readonly string[] = text.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
  return words.filter((word) => list.isAbsent(word));
}

describe('the texts of a start-up', () => {
  it.each(resources)('name only tools that are listed, with --toolsets %s', (resource) => {
    const wrong = startUps
      .filter(({ toolset }) => toolset === resource)
      .flatMap(({ toolset, ...choice }) => {
        const list = listOf({ ...choice, toolsets: [toolset] });
        const told = instructions({
          ...{ sampleUrl: undefined, signedIn: true, folders: [] },
          services: choice.services,
          isListed: (name) => list.isListed(name),
          hasListings: list.tools.some(({ isListing }) => isListing),
        });
        const texts = list.tools.map((tool) => {
          const { name, annotations: _, ...texts } = asListed(tool, list);
          return [name, JSON.stringify(texts)] as const;
        });
        return [['instructions', told] as const, ...texts].flatMap(([name, text]) =>
          absentIn(text, list).map((word) => `${name} names ${word}`),
        );
      });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('name only tools that are listed, with each tool alone, and still describe every argument', () => {
    for (const { listed, service } of published) {
      const list = listOf({ tools: [listed.name], services: new Set([service]) });
      const [tool] = list.tools.map((each) => asListed(each, list));
      expect(absentIn(JSON.stringify(tool), list), listed.name).toEqual([]);
      const properties = Object.values(tool?.inputSchema['properties'] ?? {});
      const silent = properties.filter(
        ({ description, anyOf }) => !(description ?? anyOf?.[0]?.description),
      );
      expect(silent).toEqual([]);
      expect(tool?.description, listed.name).toMatch(/^\S.{10,}/);
    }
  });

  it('are as the snapshots have them where all is listed', () => {
    const list = listOf({ toolsets: ['all'] });
    expect(list.tools.map((tool) => asListed(tool, list))).toEqual(
      published.map(({ listed }) => listed),
    );
  });

  it('say themselves what they leave to a tool that is not listed', () => {
    const list = listOf({ tools: ['bitable_records_aggregate', 'bitable_records_create'] });
    const [aggregate, create] = list.tools.map((tool) => asListed(tool, list));
    const filter = published
      .map(({ listed }) => listed)
      .find(({ name }) => name === 'bitable_records_search')?.inputSchema['properties'];
    expect(aggregate?.inputSchema['properties']).toMatchObject({
      filter: { description: Object(filter)['filter'].description },
    });
    expect(create?.description).toBe('Create one record.');
  });
});

describe('the core of a service', () => {
  it.each(serviceNames)('lists tools of %s', (service) => {
    const list = listOf({ toolsets: ['core'], services: new Set([service]) });
    expect(list.tools.length).toBeGreaterThanOrEqual(8);
  });

  it('is part of what is listed for several services', () => {
    const core = listOf({ toolsets: ['core'] });
    const shared = listOf({});
    expect(core.tools.filter((tool) => !shared.tools.includes(tool))).toEqual([]);
    expect(shared.isListed('project_nodes_complete')).toBe(true);
  });
});

describe('a tool that exists, but is not listed', () => {
  const cases: readonly (readonly [what: string, Partial<ServiceChoice>, string, string])[] = [
    [
      'by toolset',
      { services: new Set(['feishu']) },
      'bitable_base_roles_create',
      '--toolsets default,bitable_base_roles or --toolsets default --tools bitable_base_roles_create lists it',
    ],
    [
      'by single tools',
      { tools: ['bitable_apps_get'] },
      'bitable_roles_create',
      '--toolsets bitable_roles or --tools bitable_apps_get,bitable_roles_create lists it',
    ],
    [
      'without credentials',
      { services: new Set(['feishu']), toolsets: ['all'] },
      'enos_flows_get',
      'it needs credentials (set ENOS_APIGW_URL, ENOS_ACCESS_KEY, ENOS_SECRET_KEY, ENOS_ORG_ID, ENOS_USER_ID)',
    ],
    [
      'under --read-only',
      { toolsets: ['all'], readOnly: true },
      'bitable_roles_create',
      '--read-only puts tools that write off-limits',
    ],
    [
      'under --read-only, where no switch lists it',
      { toolsets: ['core'], readOnly: true, services: new Set(['feishu']) },
      'bitable_roles_create',
      '--read-only puts tools that write off-limits',
    ],
    [
      'left out, and of another toolset',
      { toolsets: ['core'], excludeTools: ['bitable_roles_create'] },
      'bitable_roles_create',
      '--exclude-tools leaves it out',
    ],
    [
      'beyond the bases, and of another toolset',
      { toolsets: ['bitable_roles'], bases: new Set(['bascA']) },
      'bitable_apps_create',
      '--base puts what reaches beyond the named bases off-limits',
    ],
    [
      'left out',
      { toolsets: ['all'], excludeTools: ['bitable_roles_create'] },
      'bitable_roles_create',
      '--exclude-tools leaves it out',
    ],
    [
      'beyond the bases',
      { toolsets: ['all'], bases: new Set(['bascA']) },
      'bitable_apps_create',
      '--base puts what reaches beyond the named bases off-limits',
    ],
  ];
  it.each(cases)('says why, and which switch lists it: %s', (_, choice, name, why) => {
    const list = listOf(choice);
    expect(list.whyAbsent(name)).toBe(why);
    expect(list.name(`call ${name} next`)).toBe(`call ${name} (not listed: ${why}) next`);
    expect(list.name(`"${name}" is not a field`)).toBe(`"${name}" is not a field`);
  });

  it('is told apart from what is listed, and from what does not exist', () => {
    const list = listOf({});
    expect(list.whyAbsent('bitable_records_search')).toBeUndefined();
    expect(list.whyAbsent('bitable_nothing')).toBeUndefined();
  });
});
