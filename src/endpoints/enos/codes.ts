import { z } from 'zod';

/** No code of the vendor; stands for a value that is neither a code nor a name of one. */
const unknownCode = -1;

/** A code of one digit; the description names each, and the name stands for the code, as do the other words. */
function code(description: string, words: Readonly<Record<string, number>>) {
  const named = description.split(', ').flatMap((part): [string, number][] => {
    const [digit = '', name = ''] = part.toLowerCase().split(' ');
    return [part.toLowerCase(), digit, name].map((text) => [text, Number(digit)]);
  });
  const numbers = new Map([...named, ...Object.entries(words)]);
  const read = (value: unknown) => numbers.get(String(value).trim().toLowerCase()) ?? unknownCode;
  return z
    .preprocess(
      (value) => (value === undefined ? undefined : read(value)),
      z
        .number()
        .int()
        .refine((number) => number !== unknownCode, `one of ${description}`),
    )
    .describe(description);
}

export const flowType = code('0 manual, 1 periodic, 2 temporary', {
  ...{ 手动: 0, 周期: 1, 定期: 1, 临时: 2 },
});
export const alertMode = code('0 none, 1 mail, 2 SMS, 3 both', {
  ...{ 无: 0, 邮件: 1, email: 1, 短信: 2 },
});
export const active = code('1 scheduled, 0 paused', {
  ...{ true: 1, false: 0, 启用: 1, 停用: 0, 暂停: 0 },
});

/** Words for the cycles, which tools and people write. */
const cycleWords = new Map(
  Object.entries({
    ...{ month: 'M', monthly: 'M', 月: 'M', week: 'W', weekly: 'W', 周: 'W' },
    ...{ day: 'D', daily: 'D', 日: 'D', 天: 'D', hour: 'H', hourly: 'H', 小时: 'H', 时: 'H' },
    ...{ minute: 'mi', min: 'mi', 分钟: 'mi', 分: 'mi', w: 'W', d: 'D', h: 'H' },
  }),
);

export const cycle = z
  .preprocess(
    (value) =>
      typeof value === 'string' ? (cycleWords.get(value.trim().toLowerCase()) ?? value) : value,
    z.enum(['M', 'W', 'D', 'H', 'mi']),
  )
  .describe('M month, mi minute');
