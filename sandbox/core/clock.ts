interface Appointment {
  at: number;
  run: () => void;
}

const LONGEST_TIMER_MS = 2_000_000_000;

/** The sandbox's time: it runs like the real one and can be moved forward, so that expiry and retries are tested without waiting. */
export class Clock {
  readonly #base: () => number;
  #ahead = 0;
  #appointments: Appointment[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(base: () => number) {
    this.#base = base;
  }

  now(): number {
    return this.#base() + this.#ahead;
  }

  /** Runs something at a time; returns how to call it off. */
  at(time: number, run: () => void): () => void {
    const appointment = { at: time, run };
    this.#appointments.push(appointment);
    this.#arm();
    return () => {
      this.#appointments = this.#appointments.filter((other) => other !== appointment);
    };
  }

  /** Moves time forward and runs what has become due, in order. */
  advance(ms: number): void {
    this.#ahead += ms;
    this.#runDue();
  }

  stop(): void {
    this.#appointments = [];
    if (this.#timer) clearTimeout(this.#timer);
  }

  #runDue(): void {
    for (;;) {
      const due = this.#appointments
        .filter((appointment) => appointment.at <= this.now())
        .sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#appointments = this.#appointments.filter((other) => other !== due);
      due.run();
    }
    this.#arm();
  }

  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#appointments.length === 0) return;
    const next = Math.min(...this.#appointments.map((appointment) => appointment.at));
    const wait = Math.min(Math.max(0, next - this.now()), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => this.#runDue(), wait);
    this.#timer.unref();
  }
}
