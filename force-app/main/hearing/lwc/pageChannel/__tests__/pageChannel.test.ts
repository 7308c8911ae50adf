import { areItemsOffered, askForItem, offerItems, storeItems, watchItems } from 'c/pageChannel';

describe('c/pageChannel', () => {
  it('finds what shows the items of the record, and says when nothing does', () => {
    const asked: string[] = [];
    expect([areItemsOffered('A'), askForItem('A', 'x')]).toEqual([false, false]);
    const stop = offerItems('A', (key) => asked.push(key) > 0);
    expect([areItemsOffered('A'), areItemsOffered('B'), askForItem('A', 'x'), askForItem('B', 'y')]).toEqual([true, false, true, false]);
    stop();
    expect([areItemsOffered('A'), askForItem('A', 'z'), asked]).toEqual([false, false, ['x']]);
  });

  it('asks on while somebody cannot show the item', () => {
    const stops = [offerItems('A', () => false), offerItems('A', (key) => key === 'x')];
    expect([askForItem('A', 'x'), askForItem('A', 'y')]).toEqual([true, false]);
    stops.forEach((stop) => stop());
  });

  it('has the answers of the record stored, and comes back once they are', async () => {
    const done: string[] = [];
    const later = (name: string) => async (): Promise<void> => {
      await Promise.resolve();
      done.push(name);
    };
    const stops = [offerItems('A', () => true, later('A')), offerItems('A', () => true), offerItems('B', () => true, later('B'))];
    await storeItems('A');
    expect(done).toEqual(['A']);
    stops.forEach((stop) => stop());
    await storeItems('B');
    expect(done).toEqual(['A']);
  });

  it('tells those who watch the record when that changes', () => {
    const told: boolean[] = [];
    const stop = watchItems('A', () => told.push(areItemsOffered('A')));
    offerItems('B', () => true)();
    offerItems('A', () => true)();
    stop();
    offerItems('A', () => true)();
    expect(told).toEqual([true, false]);
  });
});
