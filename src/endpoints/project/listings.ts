import type { ListingSpec } from '../../core/endpoint.js';

/* How the lists of replies are answered as columns and rows. */

export const workItemTypes: ListingSpec = {
  in: 'data',
  columns: {
    type_key: 'type_key',
    name: 'name',
    api_name: 'api_name',
    is_disabled: { at: 'is_disable', as: 'yes' },
  },
  omit: ['enable_model_resource_lib'],
};
