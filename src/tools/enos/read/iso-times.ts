import { isoOf } from '../../../cells/time/date-text.js';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.js';
import type { EndpointSteps } from '../../context/operation.js';
import type { ToolContext } from '../../context/tool-context.js';
import { isoTime, serviceZone } from './zone.js';

/** Builds the steps of a read of one thing: its times are answered as ISO with their offset. */
export function isoSteps(): EndpointSteps {
  return {
    async after({ facts, notes }, _, context) {
      const zone = await serviceZone(context);
      return { facts: zone === undefined ? facts : withIsoTimes(facts, zone), notes };
    },
  };
}

/** Of an object, and of the items of its list. */
function withIsoTimes(facts: JsonObject, zone: string): JsonObject {
  const read = (value: Json): Json => {
    if (typeof value === 'string') {
      return isoTime(value, zone);
    }
    return isItems(value) ? value.map((item) => withIsoTimes(item, zone)) : value;
  };
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, read(value ?? null)]),
  );
}

function isItems(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isJsonObject);
}

/** Builds the steps of a read of the clock: beside its milliseconds stands the time as ISO. */
export function clockSteps(): EndpointSteps {
  return {
    async after({ facts, notes }, _, context) {
      const time = await isoNow(context, Number(facts['data']));
      return { facts: { ...facts, ...(time !== undefined && { time }) }, notes };
    },
  };
}

async function isoNow(context: ToolContext, ms: number): Promise<string | undefined> {
  const zone = await serviceZone(context);
  return zone === undefined ? undefined : isoOf(ms, zone);
}
