import type { Endpoint } from '../../../../core/endpoint.js';
import { type FeishuEndpointName, feishuCatalogue } from '../../../../endpoints/catalogue.js';
import type { Call } from '../../call.js';
import type { Identity } from '../../handler.js';
import { refuse } from '../../refusal.js';

/** Holds an app's line while bytes come over it; refuses while another upload is on its way. */
export type HoldUpload = (call: Call<FeishuEndpointName>, identity: Identity) => () => void;

export function createUploadHolds(): HoldUpload {
  const held = new Set<string>();
  return ({ name }, { appId }) => {
    const { multipart }: Endpoint = feishuCatalogue[name];
    if (multipart === undefined) return () => {};
    if (held.has(appId)) refuse(1061045);
    held.add(appId);
    return () => held.delete(appId);
  };
}
