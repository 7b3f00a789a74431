import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { absentNote, applySetChange, setChange } from '../../../src/tools/input/set-change.js';

const names = setChange(z.string());
const same = (one: string, other: string) => one === other;

describe('a set in arguments', () => {
  it.each([
    ['a plain list', ['a', 'b'], ['a', 'b']],
    ['one value as a list of one', 'a', ['a']],
    ['a list as JSON text', '["a"]', ['a']],
    ['an empty list, which empties the set', [], []],
    ['what to add', { add: ['a'] }, { add: ['a'] }],
    [
      'one value to add and a list to remove',
      { add: 'a', remove: ['b'] },
      { add: ['a'], remove: ['b'] },
    ],
    ['a change as JSON text', '{"remove": "a"}', { remove: ['a'] }],
  ])('takes %s', (_, given, read) => {
    expect(names.parse(given)).toEqual(read);
  });

  it.each([
    ['neither add nor remove', {}],
    ['an unknown key', { add: ['a'], append: ['b'] }],
    ['the same value to add and to remove', { add: ['a'], remove: ['b', 'a'] }],
    ['items of another type', [1]],
  ])('refuses %s', (_, given) => {
    expect(names.safeParse(given).success).toBe(false);
  });
});

describe('a changed set', () => {
  it('keeps what is stored in its order, takes out and adds at the end, each thing once', () => {
    const change = { add: ['d', 'b', 'd'], remove: ['a'] };
    expect(applySetChange(['a', 'b', 'c'], change, same)).toEqual({
      items: ['b', 'c', 'd'],
      absent: [],
    });
  });

  it('is the list itself where a plain list is given', () => {
    expect(applySetChange(['a'], ['b', 'b'], same)).toEqual({ items: ['b'], absent: [] });
  });

  it('tells what was to be removed and was not there', () => {
    const { items, absent } = applySetChange(['a'], { remove: ['x', 'a', 'x'] }, same);
    expect({ items, absent }).toEqual({ items: [], absent: ['x'] });
    expect(absentNote('标签', absent)).toBe(
      '标签: "x" was not in it, so there was nothing to remove',
    );
    expect(absentNote('标签', [])).toBeUndefined();
  });
});
