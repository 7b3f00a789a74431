import type { EndpointArgs } from '../../../core/endpoint.js';
import { isJsonObject, type JsonObject } from '../../../core/json.js';
import type { OpenedReply } from '../../../core/service.js';
import type { CallOptions, Client } from '../../../http/calls.js';
import { objectsIn } from './flow.js';

const search = 'enos_flow_instances_search';

/** Manual, periodic and temporary flows: the vendor searches the runs of one type at a time. */
const types = [0, 1, 2] as const;

/** Newest first, where the caller wants no other order. */
const usualOrder = { field: 'triggerTime', order: 'DESC' };

/** Gives a client that searches the runs of flows of every type where a search names none, the newest first. */
export function searchingEveryType(client: Client): Client {
  return {
    ...client,
    async call(name, endpoint, args, options) {
      if (name !== search) {
        return client.call(name, endpoint, args, options);
      }
      const { pagination } = args;
      const given = isJsonObject(pagination) ? pagination : {};
      const sorters = objectsIn(given['sorters']);
      const order = sorters.length > 0 ? sorters : [usualOrder];
      const searched = { ...args, pagination: { ...given, sorters: order } };
      const read = (asked: EndpointArgs, wishes: CallOptions) =>
        client.call(name, endpoint, asked, wishes);
      return args['type'] === undefined
        ? mergedPage(searched, order, (asked) => read(asked, options))
        : read(searched, options);
    },
  };
}

type Read = (args: EndpointArgs) => Promise<OpenedReply>;

/** A page of the runs of all types in one order: of each type, all up to the end of that page are read. */
async function mergedPage(
  args: EndpointArgs,
  [order]: readonly JsonObject[],
  read: Read,
): Promise<OpenedReply> {
  const pagination = isJsonObject(args['pagination']) ? args['pagination'] : {};
  const [page, size] = [Number(pagination['pageNo'] ?? 1), Number(pagination['pageSize'] ?? 20)];
  const lists = await Promise.all(
    types.map(async (type) => {
      const runs: JsonObject[] = [];
      for (let pageNo = 1; pageNo <= page && runs.length === (pageNo - 1) * size; pageNo += 1) {
        const { data } = await read({ ...args, type, pagination: { ...pagination, pageNo } });
        runs.push(...objectsIn(data['flowInsts']));
      }
      return runs;
    }),
  );
  const merged = lists.flat().sort(comparing(order ?? usualOrder));
  return { data: { flowInsts: merged.slice((page - 1) * size, page * size) } };
}

/** Times of the vendor are texts in their order; what has none comes last. */
function comparing({ field, order }: JsonObject) {
  const sign = order === 'DESC' ? -1 : 1;
  const keyOf = (run: JsonObject) => run[String(field)];
  return (one: JsonObject, other: JsonObject): number => {
    const [a, b] = [keyOf(one), keyOf(other)];
    if (typeof a !== 'string' || typeof b !== 'string') {
      return Number(typeof a !== 'string') - Number(typeof b !== 'string');
    }
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  };
}
