import type { Endpoint } from '../../core/endpoint.js';
import type { Pages } from '../../core/pages.js';
import { perSecond, type Rate } from '../../core/rate.js';

export const service = '/batch-processing-service/v2.1';

const pages = 'https://support.enos-iot.com/docs/batch-processing-api/en/2.4.4/v2.1';

/** The vendor names no figure. */
const rate: Rate = perSecond(10);

/** What all operations have in common: by the value of `action`, and the vendor's page. */
export function operation<const Action extends string>(action: Action, page: string) {
  return {
    service: 'enos',
    docs: `${pages}/${page}.html`,
    constantQuery: { action },
    path: {},
    rate,
  } as const satisfies Partial<Endpoint>;
}

/** The same, of an operation that is done in the name of somebody. */
export function userOperation<const Action extends string>(action: Action, page: string) {
  return {
    ...operation(action, page),
    configQueryKeys: ['userId', 'orgId'],
  } as const satisfies Partial<Endpoint>;
}

/** Counted from 1, in the body; the first page that is not full is the last. The largest is not documented. */
export function numberedPages<const Items extends string>(items: Items) {
  return {
    items,
    maxSize: 100,
    defaultLimit: 20,
    keys: {
      style: 'number',
      in: 'body',
      at: 'pagination.pageNo',
      size: 'pagination.pageSize',
    },
  } as const satisfies Pages;
}
