import type { Call } from '../feishu/call.js';
import { type Fault, type FaultInput, faultSchema } from './fault-schema.js';

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
