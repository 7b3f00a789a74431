import { z } from 'zod';
import type { Call } from '../kernel/vendor.js';

const when = {
  /** An HTTP method; any when absent. */
  method: z.string().optional(),
  /** A path in which `*` stands for anything; any when absent. */
  path: z.string().optional(),
  /** An endpoint of the catalogue; any when absent. */
  endpoint: z.string().optional(),
  /** How many matching requests pass before it strikes. */
  skip: z.number().int().min(0).default(0),
  /** How many matching requests it strikes. */
  times: z.number().int().min(1).default(1),
};

/** Whether the request takes effect although its answer says otherwise. */
const applied = z.boolean().default(false);

/** Things that go wrong, as a test or a person scripts them. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Any answer at all. */
  z
    .object({
      kind: z.literal('reply'),
      ...when,
      applied,
      status: z.number().int().min(200).max(599),
      headers: z.record(z.string()).default({}),
      body: z.string().default(''),
    })
    .strict(),
  /** One of the vendor's codes in its envelope, such as 1254290, 1254291, 1254607, 1254608, 1255040. */
  z
    .object({
      kind: z.literal('code'),
      ...when,
      applied,
      code: z.number().int(),
      msg: z.string().optional(),
      /** The request takes effect this much after its answer, and holds its table until then. */
      appliedAfterMs: z.number().int().min(1).optional(),
    })
    .strict(),
  /** The gateway's own limit, 99991400. */
  z
    .object({
      kind: z.literal('rate_limit'),
      ...when,
      status: z.union([z.literal(429), z.literal(400)]).default(429),
      limit: z.number().int().default(20),
      resetS: z.number().int().default(1),
    })
    .strict(),
  /** The answer comes late. */
  z.object({ kind: z.literal('slow'), ...when, ms: z.number().int().min(1) }).strict(),
  /** The connection is reset without an answer. */
  z.object({ kind: z.literal('reset'), ...when, applied }).strict(),
  /** The connection is reset in the middle of the answer's body. */
  z.object({ kind: z.literal('cut'), ...when }).strict(),
  /** The answer ends well, but its JSON is only half there. */
  z.object({ kind: z.literal('truncate'), ...when }).strict(),
  /** A proxy's page instead of JSON. */
  z
    .object({
      kind: z.literal('html'),
      ...when,
      applied,
      status: z.number().int().min(200).max(599).default(502),
    })
    .strict(),
  /** The token of the request is invalid from now on. */
  z.object({ kind: z.literal('expired_token'), ...when }).strict(),
  /** The answer is compressed. */
  z.object({ kind: z.literal('gzip'), ...when }).strict(),
  /** The answer is padded with blanks to this size; compressed, it is small on the wire. */
  z
    .object({
      kind: z.literal('oversize'),
      ...when,
      bytes: z
        .number()
        .int()
        .min(1)
        .max(512 * 1024 * 1024),
      gzip: z.boolean().default(false),
    })
    .strict(),
]);

/** A fault as it is written. */
export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

/** The script of what goes wrong. Faults strike in the order in which they were added. */
export interface Faults {
  add(fault: FaultInput): void;
  clear(): void;
  /** The fault that strikes this call, which thereby has struck once. */
  take(call: Call): Fault | undefined;
  /** How many strikes are still to come. */
  pending(): number;
}

interface ScriptedFault {
  readonly fault: Fault;
  readonly matches: (call: Call) => boolean;
  skip: number;
  times: number;
}

export function createFaults(): Faults {
  let script: ScriptedFault[] = [];
  return {
    add: (input) => {
      const fault = faultSchema.parse(input);
      script.push({ fault, matches: matcher(fault), skip: fault.skip, times: fault.times });
    },
    clear: () => {
      script = [];
    },
    take: (call) => {
      const next = script.find((scripted) => scripted.matches(call) && !passes(scripted));
      if (next === undefined) return undefined;
      next.times -= 1;
      script = script.filter((scripted) => scripted.times > 0);
      return next.fault;
    },
    pending: () => script.reduce((sum, scripted) => sum + scripted.times, 0),
  };
}

/** Lets a call pass while there are calls left to skip. */
function passes(scripted: ScriptedFault): boolean {
  if (scripted.skip === 0) return false;
  scripted.skip -= 1;
  return true;
}

function matcher({ method, path, endpoint }: Fault): (call: Call) => boolean {
  const pattern = path === undefined ? undefined : globPattern(path);
  return (call) =>
    (method === undefined || method === call.method) &&
    (endpoint === undefined || endpoint === call.name) &&
    (pattern === undefined || pattern.test(call.pathname));
}

function globPattern(glob: string): RegExp {
  const literals = glob.split('*').map((literal) => literal.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`);
}
