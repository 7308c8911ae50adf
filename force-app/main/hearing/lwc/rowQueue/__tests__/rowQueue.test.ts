import { inTurn, onRowsChanged, rowsChanged } from 'c/rowQueue';

const flush = () =>
  new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => queueMicrotask(resolve)))));

describe('c/rowQueue', () => {
  it('saves one after the other, also after a failure', async () => {
    const log: string[] = [];
    let finish: (() => void) | undefined;
    const first = inTurn('A', () => new Promise<void>((_resolve, reject) => (finish = () => reject(new Error('no')))));
    const second = inTurn('A', async () => log.push('second'));
    const other = inTurn('B', async () => log.push('other'));
    await other;
    expect(log).toEqual(['other']);
    finish?.();
    await expect(first).rejects.toThrow('no');
    await second;
    expect(log).toEqual(['other', 'second']);
    await flush();
    await expect(inTurn('A', async () => 'later')).resolves.toBe('later');
  });

  it('tells those who listen to the record, until they stop', () => {
    const heard: string[] = [];
    const stop = onRowsChanged('A', () => heard.push('one'));
    onRowsChanged('A', () => heard.push('two'));
    onRowsChanged('B', () => heard.push('other'));
    rowsChanged('A');
    stop();
    rowsChanged('A');
    rowsChanged('C');
    expect(heard).toEqual(['one', 'two', 'two']);
  });
});
