/** Works on all items, so many at a time; gives the results in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  // Shared by all workers: one that fails ends it for the others too.
  const queue = eachOf(items);
  const worker = async () => {
    for (const [index, item] of queue) {
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

function* eachOf<Item>(items: readonly Item[]) {
  yield* items.entries();
}
