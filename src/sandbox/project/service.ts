import type { IncomingHttpHeaders } from 'node:http';
import { effects } from '../../core/effect.js';
import type { Route } from '../../core/endpoint.js';
import {
  catalogue,
  isProjectEndpointName,
  type ProjectEndpointName,
} from '../../endpoints/catalogue.js';
import { type Answer, plain } from '../kernel/answer.js';
import type { SandboxClock } from '../kernel/clock.js';
import { parseForm } from '../kernel/multipart.js';
import { createRouter } from '../kernel/router.js';
import type { Arrival, Routed, Vendor } from '../kernel/vendor.js';
import {
  createProjectWorld,
  type ProjectSample,
  type ProjectSandbox,
  samplePlugin,
} from '../sample/project/sample.js';
import { createProjectApi, createProjectAuth, type ProjectCall } from './gateway/api.js';
import { createProjectTokens, type ProjectTokens, projectAuthRoutes } from './gateway/tokens.js';
import { handlerOf } from './handlers.js';
import type { ProjectWorld } from './model/model.js';
import type { ProjectOptions } from './options.js';

/** What a client is configured with. */
export interface ProjectAccess {
  readonly pluginId: string;
  readonly pluginSecret: string;
  readonly userKey: string;
}

/** Feishu Project with a sample space. */
export interface ProjectService extends Vendor {
  readonly options: ProjectOptions;
  readonly access: ProjectAccess;
  readonly world: ProjectWorld;
  readonly sample: ProjectSample;
  readonly tokens: ProjectTokens;
}

interface ProjectSettings {
  readonly clock: SandboxClock;
  readonly seed: string;
  readonly options: Partial<ProjectOptions> | undefined;
}

/** Serves Feishu Project on the paths of its Open API. */
export function createProjectService(settings: ProjectSettings): ProjectService {
  const { clock, seed, options } = settings;
  const fresh = () => createProjectWorld(seed, clock, options);
  const first = fresh();
  const tokens = createProjectTokens(first.world);
  const served = ({ world, sample }: ProjectSandbox) => ({
    world,
    sample,
    find: finder(world, tokens),
  });
  let state = served(first);
  const { id: pluginId, secret: pluginSecret } = samplePlugin;
  return {
    options: first.world.options,
    access: { pluginId, pluginSecret, userKey: first.sample.userKey },
    get world() {
      return state.world;
    },
    get sample() {
      return state.sample;
    },
    tokens,
    find: (arrival) => state.find(arrival),
    reset: () => {
      state = served(fresh());
    },
  };
}

const prefix = '/open_api/';

function finder(world: ProjectWorld, tokens: ProjectTokens): Vendor['find'] {
  const api = createProjectApi({ world, tokens });
  const auth = createProjectAuth(world, tokens);
  const findAuth = createRouter(projectAuthRoutes);
  const findCall = createRouter(routes());
  return (arrival) => {
    const { method, pathname } = arrival;
    if (!pathname.startsWith(prefix)) return undefined;
    const signIn = findAuth(method, pathname);
    if (signIn !== undefined) {
      const run = async () => auth(signIn.name, await contentOf(arrival));
      return routed(arrival, `project_${signIn.name}`, run);
    }
    const match = findCall(method, pathname);
    if (match === undefined) return routed(arrival, 'project_unknown', async () => notFound);
    const handler = handlerOf(match.name);
    const { writes } = effects[catalogue[match.name].effect];
    return routed(arrival, `project_${match.name.slice('project_'.length)}`, async () =>
      api({ ...arrival, ...match, ...(await contentOf(arrival)), handler, writes }),
    );
  };
}

const notFound = plain(404, '404 page not found');

function routed(arrival: Arrival, name: `project_${string}`, run: () => Promise<Answer>): Routed {
  return { call: { ...arrival, name, path: {} }, admit: () => ({ run, release: () => {} }) };
}

function routes(): (readonly [ProjectEndpointName, Route])[] {
  return Object.keys(catalogue)
    .filter(isProjectEndpointName)
    .map((name) => [name, catalogue[name].route]);
}

/** The headers, and the body as JSON: of a form its texts, with its file beside them. */
async function contentOf(
  arrival: Arrival,
): Promise<Pick<ProjectCall, 'headers' | 'text' | 'file'>> {
  const headers = flat(arrival.headers);
  const form = parseForm(headers['content-type'] ?? '', await arrival.bytes());
  if (form === undefined) return { headers, text: await arrival.body() };
  const parts = [...form];
  const texts = parts.filter(([name]) => name !== 'file');
  const file = form.get('file');
  return {
    headers,
    text: JSON.stringify(
      Object.fromEntries(texts.map(([name, part]) => [name, String(part.bytes)])),
    ),
    ...(file && {
      file: {
        name: file.fileName ?? 'file',
        mediaType: 'application/octet-stream',
        bytes: file.bytes,
      },
    }),
  };
}

function flat(headers: IncomingHttpHeaders): Readonly<Record<string, string | undefined>> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return Object.fromEntries(entries);
}
