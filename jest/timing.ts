/** A clock that stands still until a test lets time pass. */
interface Timer {
  readonly at: number;
  readonly action: () => void;
}

let time = 0;
let timers: Timer[] = [];

export function later(milliseconds: number, action: () => void): () => void {
  const timer = { at: time + milliseconds, action };
  timers.push(timer);
  return () => {
    timers = timers.filter((each) => each !== timer);
  };
}

/** Lets time pass: everything that is due happens, in order. */
export function passTime(milliseconds: number): void {
  const end = time + milliseconds;
  for (;;) {
    const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!next) break;
    time = next.at;
    timers = timers.filter((each) => each !== next);
    next.action();
  }
  time = end;
}

/** Forgets everything that was to happen. */
export function stopTime(): void {
  timers = [];
}
