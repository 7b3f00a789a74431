import type { FeishuEndpointName } from '../../endpoints/catalogue.js';
import type { FileHandler, Handler } from './request.js';

/** A handler for every endpoint of the catalogue; one that is missing does not compile. */
export type Handlers = Readonly<Record<FeishuEndpointName, Handler | FileHandler>>;
