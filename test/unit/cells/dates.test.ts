import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoOf, readDate } from '../../../src/cells/time/date-text.js';
import { shanghai } from './fixtures/table-schema.js';

const newYork = 'America/New_York';

describe('a date that a person writes', () => {
  it.each([
    ['2026-11-21', '2026-11-20T16:00:00Z'],
    ['2026/11/21', '2026-11-20T16:00:00Z'],
    ['2026.1.2', '2026-01-01T16:00:00Z'],
    ['20261121', '2026-11-20T16:00:00Z'],
    ['2026年11月21日', '2026-11-20T16:00:00Z'],
    ['2026年1月2号 9:05', '2026-01-02T01:05:00Z'],
    ['２０２６－１１－２１', '2026-11-20T16:00:00Z'],
    ['2026-11-21 09:30', '2026-11-21T01:30:00Z'],
    ['2026/11/21 9:30', '2026-11-21T01:30:00Z'],
    ['2026-11-21T09:30:15', '2026-11-21T01:30:15Z'],
    ['2026-11-21T09:30:15.25', '2026-11-21T01:30:15.250Z'],
    ['2026-11-21T09:30Z', '2026-11-21T09:30:00Z'],
    ['2026-11-21t09:30:00z', '2026-11-21T09:30:00Z'],
    ['2026-11-21T09:30:00+01:00', '2026-11-21T08:30:00Z'],
    ['2026-11-21T09:30-0330', '2026-11-21T13:00:00Z'],
    ['1795224600', '2026-11-21T01:30:00Z'],
    ['1795224600000', '2026-11-21T01:30:00Z'],
    [1795224600, '2026-11-21T01:30:00Z'],
    [1795224600000, '2026-11-21T01:30:00Z'],
    [946684800, '2000-01-01T00:00:00Z'],
    [' 2026-11-21 ', '2026-11-20T16:00:00Z'],
  ])('%s', (text, instant) => {
    expect(readDate(text, shanghai)).toBe(Date.parse(instant));
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-21T24:00',
    '2026-11-21T09:60',
    '11/21/2026',
    '21.11.2026',
    'tomorrow',
    '2026-11',
    '2026-11-21T09:30+99:00',
    '12345',
    '',
    45_000,
    1.5,
  ])('is none where it is no day, or nobody can tell which: %s', (text) => {
    expect(readDate(text, shanghai)).toBeUndefined();
  });

  it.each([
    ['the clocks skip it: the later', '2026-03-08 02:30', '2026-03-08T03:30:00-04:00'],
    ['the clocks show it twice: the first', '2026-11-01 01:30', '2026-11-01T01:30:00-04:00'],
  ])('where %s', (_, text, iso) => {
    expect(isoOf(readDate(text, newYork) ?? Number.NaN, newYork)).toBe(iso);
  });
});

describe('an instant in ISO', () => {
  it.each([
    [Date.UTC(2026, 10, 21, 1, 30), '2026-11-21T09:30:00+08:00'],
    [Date.UTC(2026, 10, 21, 1, 30, 15, 7), '2026-11-21T09:30:15.007+08:00'],
    [Date.UTC(2026, 10, 20, 16), '2026-11-21'],
    [Date.UTC(1900, 0, 1), '1900-01-01T08:05:43+08:05:43'],
    [-1e14, '-100000000000000'],
    [9e15, '9000000000000000'],
  ])('of %d', (ms, iso) => {
    expect(isoOf(ms, shanghai, true)).toBe(iso);
  });

  it('keeps its time where the field shows one, also at midnight', () => {
    expect(isoOf(Date.UTC(2026, 10, 20, 16), shanghai)).toBe('2026-11-21T00:00:00+08:00');
  });

  it('is in UTC where the zone is unknown, and says so', () => {
    expect(isoOf(0, 'Nowhere/At-All')).toBe('1970-01-01T00:00:00Z');
  });

  it('keeps its time where midnight comes twice, for the date alone would mean the first', () => {
    const second = Date.parse('2026-11-01T00:00:00-05:00');
    expect(isoOf(second, 'America/Havana', true)).toBe('2026-11-01T00:00:00-05:00');
    expect(isoOf(second - 3_600_000, 'America/Havana', true)).toBe('2026-11-01');
  });

  const zones = [shanghai, newYork, 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];

  it('reads back as the same instant, in every zone and at every time', () => {
    const instants = fc.oneof(
      fc.integer({ min: -6e12, max: 5e12 }),
      fc.integer({ min: -1_600_000, max: 1_600_000 }).map((half) => half * 1_800_000),
      fc.integer({ min: -8e15, max: 8e15 }).filter((ms) => Math.abs(ms) > 1e11),
    );
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), fc.boolean(), (ms, zone, dateOnly) => {
        expect(readDate(isoOf(ms, zone, dateOnly), zone)).toBe(ms);
      }),
      { seed: 3, numRuns: 3_000 },
    );
  });
});
