/** Converts between UTC instants and wall-clock time in one IANA zone. */
export interface Zone {
  /** How far local time is ahead of UTC at an instant, in milliseconds. */
  offsetAt(ms: number): number;
  /**
   * The instant at which the wall shows a local time, given as if it were UTC. Where the wall shows it twice it is the
   * first; where clocks skip it, the one that the skipped time would have had: the later.
   */
  instantOf(local: number): number;
}

const dayMs = 86_400_000;
/** Days whose offset is remembered, per zone. */
const maxDays = 20_000;

const known = new Map<string, Zone>();

/** The zone of an IANA name; UTC where the name is none, which the offsets of what is shown then tell. */
export function zoneOf(name: string): Zone {
  const zone = known.get(name) ?? createZone(name);
  known.set(name, zone);
  return zone;
}

function createZone(name: string): Zone {
  const offsetAt = rememberingDays(offsetReader(name));
  return { offsetAt, instantOf: (local) => instantOf(local, offsetAt) };
}

type OffsetAt = (ms: number) => number;

function offsetReader(name: string): OffsetAt {
  const format = formatOf(name);
  return (ms) => {
    const [, sign, hours, minutes, seconds = 0] = offsetText.exec(format.format(ms)) ?? [];
    const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (sign === '-' ? -size : size) * 1_000;
  };
}

/** Before standard time, local mean time went by the second: `GMT+08:05:43`. */
const offsetText = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/;

function formatOf(name: string): Intl.DateTimeFormat {
  const style = { timeZoneName: 'longOffset' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...style, timeZone: name });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...style, timeZone: 'UTC' });
  }
}

/** No zone changes its clocks twice a day: where both ends of a day agree, so does all between. */
function rememberingDays(read: OffsetAt): OffsetAt {
  const days = new Map<number, number>();
  return (ms) => {
    const day = Math.floor(ms / dayMs);
    const remembered = days.get(day);
    if (remembered !== undefined) {
      return remembered;
    }
    const offset = read(day * dayMs);
    if (offset !== read((day + 1) * dayMs)) {
      return read(ms);
    }
    if (days.size >= maxDays) {
      days.clear();
    }
    days.set(day, offset);
    return offset;
  };
}

function instantOf(local: number, offsetAt: OffsetAt): number {
  const before = offsetAt(local - dayMs);
  const after = offsetAt(local + dayMs);
  if (before === after) {
    return local - before;
  }
  const instants = [local - before, local - after].sort((a, b) => a - b);
  return instants.find((ms) => offsetAt(ms) === local - ms) ?? local - Math.min(before, after);
}
