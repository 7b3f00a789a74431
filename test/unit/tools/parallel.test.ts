import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../src/tools/context/parallel.js';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('work in parallel', () => {
  it('goes on with so many items at a time, and keeps their order', async () => {
    let underWay = 0;
    let most = 0;
    const results = await inParallel([...Array(10).keys()], 4, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < 10 - item; turn += 1) {
        await tick();
      }
      underWay -= 1;
      return item * 2;
    });
    expect(results).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
    expect(most).toBe(4);
  });

  it('begins nothing more once one item failed', async () => {
    const begun: number[] = [];
    const work = inParallel([...Array(10).keys()], 2, async (item) => {
      begun.push(item);
      await tick();
      if (item === 1) {
        throw new Error('no');
      }
    });
    await expect(work).rejects.toThrow('no');
    await tick();
    await tick();
    expect(begun.length).toBeLessThanOrEqual(3);
  });
});
