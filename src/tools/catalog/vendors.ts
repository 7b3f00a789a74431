import type { ServiceName } from '../../core/service-name.js';
import type { EndpointName } from '../../endpoints/catalogue.js';
import { bitableExtension } from '../bitable/extensions.js';
import type { Extension } from '../context/operation.js';
import type { VendorTools } from '../context/vendor.js';
import { enosExtension } from '../enos/extensions.js';
import { projectExtension } from '../project/extensions.js';

interface Vendor {
  /** Gives what the tool of an endpoint takes and answers beyond its request. */
  readonly extend?: (name: EndpointName) => Extension | undefined;
  /** Loads what its tools do, with the first call of one. */
  readonly load: () => Promise<VendorTools>;
}

/** The vendors whose tools there are: another one is another row. */
export const vendors: Readonly<Record<ServiceName, Vendor>> = {
  feishu: {
    extend: bitableExtension,
    load: async () => (await import('../bitable/vendor.js')).bitableTools,
  },
  project: {
    extend: projectExtension,
    load: async () => (await import('../project/vendor.js')).projectTools,
  },
  enos: {
    extend: enosExtension,
    load: async () => (await import('../enos/vendor.js')).enosTools,
  },
};
