/** The real clock: what other tests use in its place is a stand-in. */
const { later } = jest.requireActual<{ later(milliseconds: number, action: () => void): () => void }>('../timing');

describe('c/timing', () => {
  const missing = Object.getOwnPropertyDescriptor(AbortSignal, 'timeout');

  let signals = 0;

  beforeEach(() => {
    jest.useFakeTimers();
    signals = 0;
    // The tests' browser has no such signal yet: one that the fake clock drives.
    AbortSignal.timeout = (milliseconds) => {
      signals += 1;
      const controller = new AbortController();
      setTimeout(() => controller.abort(), milliseconds);
      return controller.signal;
    };
  });

  afterEach(() => {
    jest.useRealTimers();
    if (missing) Object.defineProperty(AbortSignal, 'timeout', missing);
    else Reflect.deleteProperty(AbortSignal, 'timeout');
  });

  it('does something after a while, unless called off', () => {
    const [kept, dropped] = [jest.fn(), jest.fn()];
    later(100, kept);
    later(100, dropped)();
    jest.advanceTimersByTime(99);
    expect(kept).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(kept).toHaveBeenCalledTimes(1);
    expect(dropped).not.toHaveBeenCalled();
  });

  it('keeps the order of what is due, whichever was asked for first', () => {
    const done: string[] = [];
    later(300, () => done.push('third'));
    // Both are due at the same signal.
    later(100.2, () => done.push('second'));
    later(100.1, () => done.push('first'));
    jest.advanceTimersByTime(1000);
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('puts off as often as keys come, without a signal for each', () => {
    const done = jest.fn();
    let callOff = later(250, done);
    for (let key = 0; key < 100; key += 1) {
      jest.advanceTimersByTime(50);
      callOff();
      callOff = later(250, done);
    }
    expect(done).not.toHaveBeenCalled();
    expect(signals).toBeLessThan(30);
    jest.advanceTimersByTime(250);
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('does what is asked for while something is done', () => {
    const after = jest.fn();
    later(100, () => later(0, after));
    jest.advanceTimersByTime(101);
    expect(after).toHaveBeenCalledTimes(1);
  });

  it('goes on after a failure, with what was due as well and with what comes later', () => {
    const [beside, last] = [jest.fn(), jest.fn()];
    later(100, () => {
      throw new Error('broken');
    });
    later(100, beside);
    later(5000, last);
    jest.advanceTimersByTime(100);
    expect(beside).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(5000);
    expect(last).toHaveBeenCalledTimes(1);
  });
});
