import type { EndpointName } from '../../../endpoints/catalogue.js';
import type { EndpointSteps } from '../../context/operation.js';
import { fieldCreateSteps, tableCreateSteps } from './field-create.js';
import { fieldUpdateSteps } from './field-update.js';

/** What the tools of some endpoints do around their requests: a row each. */
const steps: Partial<Readonly<Record<EndpointName, () => EndpointSteps>>> = {
  bitable_fields_create: () => fieldCreateSteps,
  bitable_fields_update: fieldUpdateSteps,
  bitable_tables_create: () => tableCreateSteps,
};

/** Gives the steps of one call; undefined for a plain request. */
export function bitableSteps(name: EndpointName): EndpointSteps | undefined {
  return steps[name]?.();
}
