import type { Endpoint } from '../core/endpoint.js';
import { bitableApps } from './bitable/apps.js';
import { bitableFields } from './bitable/fields.js';
import { bitableRecords } from './bitable/records.js';
import { bitableTables } from './bitable/tables.js';

/** Every endpoint of every service, by name. */
export const catalogue = {
  ...bitableApps,
  ...bitableTables,
  ...bitableFields,
  ...bitableRecords,
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointName = keyof typeof catalogue;

export function isEndpointName(name: string): name is EndpointName {
  return Object.hasOwn(catalogue, name);
}
