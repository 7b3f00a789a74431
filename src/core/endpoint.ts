import type { ZodRawShape, ZodTypeAny } from 'zod';
import type { Effect } from './effect.js';
import type { JsonObject } from './json.js';
import type { Pages } from './pages.js';
import type { Rate } from './rate.js';
import type { ServiceName } from './service-name.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Route = `${Method} /${string}`;

/** The `{names}` of a route. */
export type PathName<R extends string> = R extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathName<Rest>
  : never;

/** How a list in the body is split over several requests. */
export interface Batch {
  /** The body or query key that holds the list. */
  readonly over: string;
  /** Items in one request. */
  readonly max: number;
  /** The reply keys whose lists are joined over the requests. */
  readonly results: readonly string[];
  /** The batch read that tells whether a deletion took place whose answer was lost, by the key that lists what is absent. */
  readonly verifyDeletionWith?: { readonly name: string; readonly absent: string };
}

/** Where a read has what another call changes. */
export interface StoredIn {
  /** The endpoint that reads it. */
  readonly name: string;
  /** The reply key that holds it, or the list in which it is. */
  readonly at: string;
  /** In a list: the key by whose value the call names it, in an argument of the same name. */
  readonly by?: string;
  /** In a list whose order a call changes: the argument that names the item before; the first item has "". */
  readonly behind?: string;
  /** A setting in a part that is replaced as a whole, which stays where the call does not name it. */
  readonly keeps?: {
    /** Keys that lead to the part. */
    readonly part: readonly string[];
    readonly key: string;
    /** Where none is stored. */
    readonly standard: string;
  };
}

/** One column of a listing: the path of its value in an item, with dots; or that with more. */
export type ListedColumn =
  | string
  | {
      /** `..` before a key leads from a member of `each` to the item that holds it. */
      readonly at: string;
      /** The kind of the value, by which its vendor's tools read it: `time`, `user` and so on. */
      readonly as?: string;
      /** The column has a total. */
      readonly sum?: true;
      /** Shown only where `fields` names it. */
      readonly onRequest?: true;
      /** Told once, beside the rows, where it is the same in all of several. */
      readonly shared?: true;
    };

/** A list of a reply that is answered as columns and rows. */
export interface ListingSpec {
  /** The reply key, with dots, that holds the list; the values of the whole reply where it is empty. */
  readonly in: string;
  /** By name; in this order. */
  readonly columns: Readonly<Record<string, ListedColumn>>;
  /** How many columns from the first say which item a row is, and so are shown whatever `fields` names; 1 where it is absent. */
  readonly identifying?: number;
  /** The key of a list within each item whose members are the rows; an item without members is a row alone. */
  readonly each?: string;
  /** The key of a list of further items within each item: a tree, whose items are rows one after the other. */
  readonly nested?: string;
  /** Items hold items of their own: all of them are rows, whose `path` joins the names from the root. */
  readonly tree?: { readonly children: string; readonly name: string };
  /** Keys of an item, or of a member of `each`, that the columns make needless. All others are columns too. */
  readonly omit?: readonly string[];
  /** The values of a key of each item, which name columns of their own: `fields` of a work item. */
  readonly fieldsIn?: string;
  /** Those of them that are shown where a call names none; all where it is absent. */
  readonly usualFields?: readonly string[];
  /** The list is an object: each member, or each item of a member that is a list, is a row `{key, value}`. */
  readonly entries?: true;
  /** What is selected of the vendor where a call selects nothing, as the items would be ids alone. */
  readonly selectsAtLeast?: readonly string[];
  /** `fields` stands in the published schema. */
  readonly publishesFields?: true;
}

/** One HTTP endpoint of a vendor, as data: tools, client and sandbox are all derived from it. */
/** Things that are looked up by several values at once. */
export interface SoughtItems {
  /** The key of the reply that lists what was found. */
  readonly items: string;
  /** By argument: the key of an item that holds the value. */
  readonly by: Readonly<Record<string, string>>;
  /** What items have that were found, where those that were not are listed as well. */
  readonly knownBy?: string;
}

export interface Endpoint {
  /** Who serves it; `feishu` where it is absent. */
  readonly service?: ServiceName;
  /** Method and path, with the path's parameters in braces. */
  readonly route: Route;
  /** A few words for a person: the tool's title. */
  readonly title: string;
  /** For the agent. The first sentence stands alone. */
  readonly summary: string;
  /** The vendor's page. */
  readonly docs: string;
  readonly effect: Effect;
  readonly path: ZodRawShape;
  readonly query?: ZodRawShape;
  readonly body?: ZodRawShape;
  /** What `data` holds on success. Unknown keys pass through. */
  readonly reply: ZodRawShape;
  /** The documented limit, for one app and one endpoint. */
  readonly rate: Rate;
  readonly pages?: Pages;
  readonly batch?: Batch;
  /** The list of the reply that is answered as columns and rows; the first is the answer's own. */
  readonly listing?: ListingSpec;
  /** Further lists of the reply, each under its own key. */
  readonly moreListings?: readonly ListingSpec[];
  /** A text of the reply whose end says most: where it is too large for an answer, that is shown first. */
  readonly endFirst?: string;
  /** Keys of the reply beside its lists that an answer does without. */
  readonly omitsInReply?: readonly string[];
  /** The query key that makes a repeated create harmless. */
  readonly idempotency?: 'client_token';
  /** The header that does. */
  readonly idempotencyHeader?: 'X-IDEM-UUID';
  /** Sent in the query as they are, with every call. */
  readonly constantQuery?: Readonly<Record<string, string>>;
  /** Query keys whose values come from the configuration. */
  readonly configQueryKeys?: readonly string[];
  /** The body key that takes its value from the configuration where the caller gives none. */
  readonly configBodyKey?: string;
  /** What all arguments must satisfy together, beside what each of them must. */
  readonly crossFieldRule?: ZodTypeAny;
  /** What a call can clear beside what it gives, by its name in `clear`: the part of the body that clears it. */
  readonly clears?: Readonly<Record<string, JsonObject>>;
  /** Arguments that most calls do without: taken, but not published. */
  readonly hiddenArguments?: readonly string[];
  /** The vendor answers one call of it at a time, reads as well. */
  readonly exclusive?: true;
  /** Older names of reply keys, by which the vendor may send them besides or instead: the names that they are read by. */
  readonly olderReplyKeys?: Readonly<Record<string, string>>;
  /** Where the reply holds JSON as text, `[]` for each item of a list; outer texts before what they hold. */
  readonly jsonEncodedPaths?: readonly string[];
  /** The argument that names what takes one write at a time; `process` where all such calls share one line. */
  readonly oneWriterPer?: string;
  /** What other endpoints call that argument, where they share its line. */
  readonly writerScope?: string;
  /** The path parameter that names the base, or the document that may be one, where it is not `app_token`. */
  readonly base?: string;
  /** A create that does no harm twice: what a lost answer leaves behind is used by nothing. */
  readonly repeatable?: true;
  /** The body travels as `multipart/form-data`; this part of it is a file. */
  readonly multipart?: { readonly file: string };
  /** The reply is the bytes of a file; only a failure comes in the envelope. */
  readonly download?: true;
  /** No tool of its own, because bytes can be neither argument nor answer: a step of this task tool. */
  readonly partOf?: string;
  /** Query keys whose lists and objects travel as JSON text; others repeat the key. */
  readonly jsonInQuery?: readonly string[];
  /** The reply key that holds records: a list of them, or one. */
  readonly records?: string;
  /** What a lookup by several values gives, so that those which it leaves out can be told. */
  readonly sought?: SoughtItems;
  /** The read that gives what is stored of what a call changes or deletes, to be shown beside what becomes of it. */
  readonly storedIn?: StoredIn;
  /** It deletes records, whose titles are told. */
  readonly deletesRecords?: true;
  /** Where the body holds the cells of records. */
  readonly cells?: 'fields' | 'records[].fields';
}

/** What a spec must satisfy given its own route, body and path. */
type Agreement<S extends Endpoint> = {
  readonly [K in Exclude<keyof S, keyof Endpoint>]: never;
} & {
  readonly path: { readonly [K in PathName<S['route']>]: ZodTypeAny } & {
    readonly [K in Exclude<keyof S['path'], PathName<S['route']>>]: never;
  };
  readonly batch?: {
    readonly over: (keyof S['body'] | keyof S['query']) & string;
    readonly results: readonly (keyof S['reply'])[];
  };
  readonly pages?: { readonly items: keyof S['reply'] };
  readonly oneWriterPer?: PathName<S['route']> | keyof S['query'] | keyof S['body'] | 'process';
  readonly base?: PathName<S['route']>;
  readonly records?: keyof S['reply'];
  readonly jsonInQuery?: readonly (keyof S['query'])[];
};

/**
 * Declares the endpoints of one resource. The name of an endpoint is `<resource>_<verb>`, which is also
 * the name of its tool. A route that disagrees with its schemas does not compile.
 */
export function defineResource<
  const Name extends string,
  const Specs extends { readonly [verb: string]: Endpoint },
>(
  name: Name,
  specs: Specs & { readonly [V in keyof Specs]: Agreement<Specs[V]> },
): { readonly [V in keyof Specs & string as `${Name}_${V}`]: Specs[V] } {
  const named = Object.entries(specs).map(([verb, spec]) => [`${name}_${verb}`, spec]);
  return Object.fromEntries(named) as ReturnType<typeof defineResource<Name, Specs>>;
}

export function serviceOf({ service = 'feishu' }: Endpoint): ServiceName {
  return service;
}

/** The argument that names the base that a call is about; undefined for calls about no base. */
export function baseArgument({ base, path }: Endpoint): string | undefined {
  return base ?? ('app_token' in path ? 'app_token' : undefined);
}

/** The method and the path template of a route. */
export function splitRoute(route: Route): { readonly method: Method; readonly path: string } {
  const space = route.indexOf(' ');
  return { method: route.slice(0, space) as Method, path: route.slice(space + 1) };
}

/** Flat arguments, already validated, under the vendor's names. */
export type EndpointArgs = Readonly<Record<string, unknown>>;
