/** What became of one of many. */
export type Result<Done> = { readonly done: Done } | { readonly error: Error };

/**
 * Does `work` for each, so many at a time, and tells each result as it comes. Begins nothing more once `stopped`.
 * @returns when all that was begun has ended
 */
export async function runEach<Item, Done>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Done>,
  tell: (item: Item, result: Result<Done> | 'begun') => void,
  stopped: () => boolean,
): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined && !stopped(); item = left.shift()) {
      tell(item, 'begun');
      const one = item;
      const result = await work(one).then(
        (done) => ({ done }),
        (error: Error) => ({ error }),
      );
      tell(one, result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
