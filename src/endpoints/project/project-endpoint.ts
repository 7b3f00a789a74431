import type { ZodTypeAny } from 'zod';
import { type Effect, effects } from '../../core/effect.js';
import type { Endpoint, PathName } from '../../core/endpoint.js';
import type { PageKeys, Pages } from '../../core/pages.js';
import { perSecond, type Rate } from '../../core/rate.js';

/** An endpoint of the Feishu Project Open API. */
export interface ProjectEndpoint extends Endpoint {
  readonly service: 'project';
  /** The largest file that is taken. */
  readonly maxFileBytes?: number;
}

/** What is the same for nearly all endpoints, and so is said only where it differs. */
interface Usual {
  readonly service: 'project';
  readonly docs: string;
  readonly rate: Rate;
  readonly idempotencyHeader?: 'X-IDEM-UUID';
}

export type ProjectSpec = Omit<ProjectEndpoint, keyof Usual> &
  Partial<Pick<Usual, 'docs' | 'rate'>>;

/** What a spec must satisfy given its own route, body and reply. */
type Agreement<S extends ProjectSpec> = {
  readonly [K in Exclude<keyof S, keyof ProjectEndpoint>]: never;
} & {
  readonly path: { readonly [K in PathName<S['route']>]: ZodTypeAny } & {
    readonly [K in Exclude<keyof S['path'], PathName<S['route']>>]: never;
  };
  readonly batch?: {
    readonly over: keyof S['body'] & string;
    readonly results: readonly (keyof S['reply'])[];
  };
  readonly pages?: { readonly items: keyof S['reply'] };
  readonly oneWriterPer?: keyof S['path'] | keyof S['body'];
  readonly hiddenArguments?: readonly (keyof S['body'] | keyof S['query'])[];
  readonly configBodyKey?: keyof S['body'];
  readonly jsonEncodedPaths?: readonly (keyof S['reply'])[];
};

const helpCenter = 'https://project.feishu.cn/b/helpcenter/1p8d7djs';

/** A page of the vendor's help center. */
export function page(slug: string): string {
  return `${helpCenter}/${slug}`;
}

/** "Open API overview": every page that has no address of its own here is one of its children. */
const overview = page('4bsmoql6');

/** For one token and one endpoint, where its page names no other figure. */
const usualRate = perSecond(15);

/** Declares the endpoints of one resource; see defineResource. */
export function defineProjectResource<
  const Name extends string,
  const Specs extends { readonly [verb: string]: ProjectSpec },
>(
  name: Name,
  specs: Specs & { readonly [V in keyof Specs]: Agreement<Specs[V]> },
): { readonly [V in keyof Specs & string as `${Name}_${V}`]: Specs[V] & Usual } {
  const named = Object.entries(specs).map(([verb, spec]) => [
    `${name}_${verb}`,
    { ...usual(spec.effect), ...spec },
  ]);
  return Object.fromEntries(named) as ReturnType<typeof defineProjectResource<Name, Specs>>;
}

/** Header page: every write takes the key, for one token and one endpoint. */
function usual(effect: Effect): Usual {
  const common = { service: 'project', docs: overview, rate: usualRate } as const;
  return effects[effect].writes ? { ...common, idempotencyHeader: 'X-IDEM-UUID' } : common;
}

type Size = Pick<Pages, 'maxSize' | 'defaultLimit' | 'reach'>;

/** `page_num` and `page_size`, and a reply with `pagination` beside its list. */
function numbered<const In extends 'query' | 'body'>(place: In) {
  const keys = {
    style: 'number',
    in: place,
    size: 'page_size',
    at: 'page_num',
    total: 'pagination.total',
  } as const satisfies PageKeys;
  return <const S extends Size>(size: S) => ({ items: 'data', keys, ...size }) as const;
}

export const numberedInBody = numbered('body');

export const numberedInQuery = numbered('query');

/** `pagination: {page_size, search_after}` in the body, and the same with the total in the reply. */
export function searchAfter<const Items extends string, const S extends Size>(
  items: Items,
  size: S,
) {
  const keys = {
    style: 'cursor',
    in: 'body',
    size: 'pagination.page_size',
    at: 'pagination.search_after',
    next: 'pagination.search_after',
    total: 'pagination.total',
  } as const satisfies PageKeys;
  return { items, keys, ...size } as const;
}
