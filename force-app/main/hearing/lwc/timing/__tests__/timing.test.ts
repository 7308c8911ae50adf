/** The real clock: what other tests use in its place is a stand-in. */
const { later } = jest.requireActual<{ later(milliseconds: number, action: () => void): () => void }>('../timing');

describe('c/timing', () => {
  const missing = Object.getOwnPropertyDescriptor(AbortSignal, 'timeout');

  beforeEach(() => {
    jest.useFakeTimers();
    // The tests' browser has no such signal yet: one that the fake clock drives.
    AbortSignal.timeout = (milliseconds) => {
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
});
