import fc from 'fast-check';
import { encode as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { encode as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { type PathSegment, pathText, replaceAt, valueAt } from '../../../src/core/path.js';
import { maxAnswerTokens, sizeOf, textSize } from '../../../src/tools/answer/budget.js';
import { type Cut, cutToFit, partAt } from '../../../src/tools/answer/cut.js';
import { fitAnswer, fitText } from '../../../src/tools/answer/fit-answer.js';
import { estimateTokens } from '../../../src/tools/answer/tokens.js';

/** The larger count of two tokenizers. */
function countTokens(text: string): number {
  return Math.max(o200k(text).length, cl100k(text).length);
}

/** A number from 0 to 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

const draw = numbers(7);
const letters = 'abcdefghijklmnopqrstuvwxyz';
const base62 = `${letters}${letters.toUpperCase()}0123456789`;
const hex = '0123456789abcdef';

function drawn(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(draw() * alphabet.length)]).join('');
}

function listOf<Item>(length: number, item: (index: number) => Item): readonly Item[] {
  return Array.from({ length }, (_, index) => item(index));
}

const chinese =
  '客户反馈登录页在手机上的布局有问题，需要在下周三之前修复，并同步给测试同学回归。合同金额以财务确认为准，发货前请核对收货地址与联系人电话。';
const english =
  'Called the customer, who wants the shipment delayed until the warehouse in Hamburg is ready. ';

/** Texts such as answers hold. */
const texts: Readonly<Record<string, string>> = {
  Chinese: chinese.repeat(20),
  'Chinese names': JSON.stringify(
    listOf(
      300,
      () =>
        `${drawn('王李张刘陈杨赵黄周吴徐孙胡朱高', 1)}${drawn('伟芳娜敏静丽强磊军洋勇艳杰娟涛雯轩涵梓睿', 2)}`,
    ),
  ),
  'Chinese records': JSON.stringify(
    listOf(100, (n) => [
      `rec${drawn(base62, 11)}`,
      `任务${n} ${chinese.slice(0, 30)}`,
      ['进行中', '紧急'],
      '2026-11-21T09:30:00+08:00',
      { id: `ou_${drawn(hex, 32)}`, name: '张三' },
    ]),
  ),
  English: english.repeat(40),
  'English records': JSON.stringify({
    columns: ['record_id', 'Customer', 'Status', 'Amount', 'Notes'],
    rows: listOf(100, (n) => [`rec${drawn(base62, 11)}`, `Acme ${n}`, 'Open', n * 37.25, english]),
  }),
  ids: JSON.stringify(listOf(300, () => `rec${drawn(base62, 11)}`)),
  'person ids': JSON.stringify(listOf(200, () => `ou_${drawn(hex, 32)}`)),
  numbers: JSON.stringify(listOf(500, () => Math.round(draw() * 1e6) / 100)),
  'long numbers': JSON.stringify(listOf(200, () => drawn('0123456789', 19))),
  dates: JSON.stringify(
    listOf(200, (n) => `2026-11-${10 + (n % 20)}T09:${10 + (n % 50)}:00+08:00`),
  ),
  links: listOf(
    100,
    () => `https://abc.feishu.cn/base/${drawn(base62, 27)}?table=tbl${drawn(base62, 14)}`,
  ).join(' '),
  logs: listOf(
    100,
    (n) =>
      `2026-11-21 09:30:${10 + (n % 50)},100 INFO [main] eos.Worker - Task ${n}: ${n * 37} rows in ${n * 13} ms`,
  ).join('\n'),
  code: `${cutToFit}\n${sizeOf}\n${fitAnswer}\n${estimateTokens}`,
  mixed: listOf(
    50,
    (n) => `订单${n} (order_id=${drawn(base62, 8)}) ${english.slice(0, 40)}：￥${n * 99}`,
  ).join('\n'),
};

/** Texts that nobody writes, or that have a language of their own: they cost more than they seem to. */
const odd: Readonly<Record<string, string>> = {
  emoji: '😀🎉👍🏽👩‍👩‍👧‍👦🇨🇳✅⚠️❤️🚀🔥'.repeat(20),
  'rare Han': listOf(1_000, (n) => String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_900))).join(''),
  'beyond the basic plane': listOf(200, (n) => String.fromCodePoint(0x2_0000 + n * 31)).join(''),
  Japanese:
    '顧客からの問い合わせに対応するため、来週の会議で新しいシステムの導入について検討します。'.repeat(
      9,
    ),
  Korean: '고객 문의에 대응하기 위해 다음 주 회의에서 새로운 시스템 도입을 검토합니다.'.repeat(9),
  Russian: 'Заказчик просит перенести отгрузку на следующую неделю, склад не готов. '.repeat(9),
  German:
    'Die Größe der Lieferung überschreitet die Höchstmenge; bitte prüfen Sie die Stückliste. '.repeat(
      9,
    ),
  base64: drawn(`${base62}+/`, 3_000),
  letters: drawn(letters, 3_000),
  signs: drawn('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 2_000),
  'JSON in JSON': JSON.stringify(
    JSON.stringify(JSON.stringify({ a: [{ b: 'c' }, {}] }).repeat(50)),
  ),
};

describe('the estimate of tokens', () => {
  it.each(Object.keys({ ...texts, ...odd }))('never falls below two tokenizers on %s', (name) => {
    const text = { ...texts, ...odd }[name] ?? '';
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(countTokens(text));
  });

  it.each(Object.keys(texts))('is at most 1.6 times the count on %s', (name) => {
    const text = texts[name] ?? '';
    expect(estimateTokens(text) / countTokens(text)).toBeLessThanOrEqual(1.6);
  });

  it('never falls below two tokenizers on any mixture of words, names, ids, numbers and signs', () => {
    const word = fc.constantFrom(...english.split(' '), ...chinese, ...chinese.split('，'));
    const id = fc.string({ unit: fc.constantFrom(...base62), minLength: 8, maxLength: 30 });
    const piece = fc.oneof(word, id, fc.double({ noNaN: true }).map(String), fc.date().map(String));
    const mixtures = fc.array(piece, { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(mixtures, fc.constantFrom(' ', '","', '\n', '，', ': '), (pieces, between) => {
        const text = JSON.stringify(pieces.join(between));
        return estimateTokens(text) >= countTokens(text);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('takes a small part of the time that counting takes', () => {
    const text = Object.values(texts).join('').repeat(3).slice(0, 100_000);
    const fastest = (work: () => void) =>
      Math.min(
        ...listOf(5, () => {
          const start = performance.now();
          work();
          return performance.now() - start;
        }),
      );
    const counting = fastest(() => o200k(text));
    expect(fastest(() => estimateTokens(text))).toBeLessThan(counting / 2);
  });
});

type Path = readonly PathSegment[];

const keyOf = (path: Path) => JSON.stringify(path);

/** A text without the signs that say where it was cut. */
function unsigned(text: string): string {
  return text.replace(/^\(\d+ characters\) …/, '').replace(/… \(\d+ characters\)$/, '');
}

/** Reads the list or text at a path as the notes of an agent's calls tell: each time from where it was cut. */
function readWhole(whole: JsonObject, path: Path, room: number): Json {
  const items: Json[] = [];
  let text = '';
  let from: number | undefined = 0;
  while (from !== undefined) {
    const { facts, cuts } = cutToFit(whole, room, { path, from });
    const shown = valueAt(facts, placeIn(path, cuts));
    if (typeof shown === 'string') {
      text += unsigned(shown);
    } else if (Array.isArray(shown)) {
      const start = from;
      items.push(
        ...shown.map((item, index) => withRest(whole, [...path, start + index], item, cuts, room)),
      );
    }
    const cut = cuts.find((each) => keyOf(each.path) === keyOf(path));
    expect(cut === undefined || cut.to > from, `${pathText(path)} goes on`).toBe(true);
    from = cut !== undefined && cut.to < cut.total ? cut.to : undefined;
  }
  return typeof valueAt(whole, path) === 'string' ? text : items;
}

/** An item of which parts were cut, with the rest of them. */
function withRest(whole: JsonObject, path: Path, item: Json, cuts: readonly Cut[], room: number) {
  const inner = cuts.filter(
    (cut) => cut.path.length > path.length && keyOf(cut.path.slice(0, path.length)) === keyOf(path),
  );
  return inner.reduce<Json>((value, cut) => {
    const rest = readWhole(whole, cut.path, room);
    return replaceAt(value, cut.path.slice(path.length), rest) as Json;
  }, item);
}

/** Where a part stands in an answer: of a list around it, the one item may be shown. */
function placeIn(path: Path, cuts: readonly Cut[]): Path {
  return path.map((segment, index) => {
    const around = cuts.find((cut) => keyOf(cut.path) === keyOf(path.slice(0, index)));
    return typeof segment === 'number' ? segment - (around?.from ?? 0) : segment;
  });
}

describe('an answer that is too large', () => {
  const texts = (most: number) => fc.string({ maxLength: most, unit: fc.constantFrom(...chinese) });
  const wholes = fc.record({
    name: fc.string(),
    rows: fc.array(fc.tuple(fc.string(), texts(600), fc.nat()), { maxLength: 40 }),
    log: texts(3_000),
    graph: fc.record({
      tasks: fc.array(fc.record({ id: fc.nat(), cmd: fc.string({ maxLength: 900 }) })),
    }),
  });

  it('loses nothing: each part that was cut is read to its end from where a note says', () => {
    fc.assert(
      fc.property(wholes, fc.constantFrom(400, 1_500), (whole, room) => {
        const { facts, cuts } = cutToFit(whole, room);
        expect(sizeOf(facts)).toBeLessThanOrEqual(room);
        for (const { path } of cuts) {
          expect(readWhole(whole, path, room)).toEqual(valueAt(whole, path));
          expect(partAt(whole, pathText(path))).toEqual(path);
        }
        return cuts.length > 0 || sizeOf(whole) <= room;
      }),
      { seed: 3, numRuns: 80 },
    );
  });

  it('shows most of its items, and notes the part and the offset that give the others', () => {
    const items = listOf(3_000, (n) => ({ id: n, name: chinese }));
    const { facts, notes } = fitAnswer(
      { facts: { items, name: 'x' }, notes: [] },
      {},
      { isRead: true },
    );
    const shown = Array.isArray(facts['items']) ? facts['items'].length : 0;
    expect(sizeOf({ ...facts, notes })).toBeLessThanOrEqual(maxAnswerTokens);
    expect(sizeOf(facts)).toBeGreaterThan(maxAnswerTokens * 0.9);
    expect(notes).toEqual([
      `items holds items 0 to ${shown - 1} of 3000; the rest: the same call with part "items" and offset ${shown}`,
    ]);
  });

  it('refuses a part that it does not have, with those that it has', () => {
    const outcome = { facts: { fields: ['a'], name: 'x' }, notes: [] };
    const refused = () => fitAnswer(outcome, { part: 'rows' }, { isRead: true });
    expect(refused).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ path: 'part', allowed: 'fields, name' })],
      }),
    );
  });

  it('shows the end of a log first, and says how its start is read', () => {
    const log = `begin ${chinese.repeat(1_000)} end`;
    const shownBy = (args: object) =>
      fitAnswer({ facts: { log }, notes: [] }, args, { isRead: true, endFirst: 'log' });
    const { facts, notes } = shownBy({});
    expect(facts['log']).toMatch(/^\(\d+ characters\) …/);
    expect(log.endsWith(unsigned(String(facts['log'])))).toBe(true);
    expect(notes.join()).toContain('the start: the same call with part "log" and offset 0');
    expect(shownBy({ part: 'log', offset: 0 }).facts['log']).toMatch(/^begin/);
  });

  it('is cut as the text of a failure too', () => {
    expect(fitText('short')).toBe('short');
    const text = fitText(chinese.repeat(2_000));
    expect(textSize(text)).toBeLessThanOrEqual(maxAnswerTokens);
    expect(text).toContain('cut here: the text has 1');
  });
});
