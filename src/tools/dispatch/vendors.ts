import type { ServiceName } from '../../core/service.js';
import type { VendorTools } from './vendor.js';

/** The tools of each vendor, loaded with the first call of one. */
export const vendors: Readonly<Record<ServiceName, () => Promise<VendorTools>>> = {
  feishu: async () => (await import('../bitable/vendor.js')).bitableTools,
  project: async () => (await import('../project/vendor.js')).projectTools,
  enos: async () => (await import('../enos/vendor.js')).enosTools,
};
