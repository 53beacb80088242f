/**
 * What user code finds in place of the engine's clock, chance and last bits while a simulation advances: a virtual `Date`
 * and `performance.now`, a keyed `Math.random`, the functions of `src/math`, and a refusal where something would run
 * outside virtual time. The globals are replaced once per `advance`, never per record; each simulation answers them while it runs.
 * Runtime code uses none of them.
 */
import { exactMath } from "../../src/math/index.ts";
import { apply, type Patch, patchOf, restore, type Saved } from "./patch.ts";
import { UTC_METHODS, virtualDate } from "./virtual-date.ts";

/** What the globals of a simulation stand on. */
export interface GlobalsHost {
  /** Wall-clock ms since 1970 at virtual time 0. */
  readonly startEpochMs: number;
  /** Virtual µs. */
  nowMicros(): number;
  /** A keyed draw, an unsigned 32-bit integer. */
  draw(): number;
  /** The process whose code runs, for sentences. */
  place(): string;
  /** Called once per run for each global whose result would differ from run to run outside a simulation. */
  onFirstUse(label: string, advice: string): void;
}

const ADVICE = {
  "Date.now": "use ctx.timerService().currentProcessingTime(), or the event's own timestamp",
  "new Date": "use ctx.timerService().currentProcessingTime(), or the event's own timestamp",
  "Math.random": "derive it from the record, so that a replay after a failure gives the same",
  "performance.now": "use ctx.timerService().currentProcessingTime()",
} as const;

const INSTEAD: Readonly<Record<string, string>> = {
  setTimeout: "register a timer with ctx.timerService() in a process function on a keyed stream",
  setInterval: "register a timer with ctx.timerService() in a process function on a keyed stream",
  setImmediate: "call the function directly, or register a timer with ctx.timerService()",
  queueMicrotask: "call the function directly, or register a timer with ctx.timerService()",
  requestAnimationFrame: "register a timer with ctx.timerService() in a process function on a keyed stream",
  fetch: "read what the job needs through a source",
};

/** Engines without it exist. */
const { performance } = globalThis as { performance?: object };

/** The simulations whose globals are in force, the innermost last. */
const entered: VirtualGlobals[] = [];

/**
 * What asks for time or chance asks the simulation that runs: user code may keep `Date` or `Math.random` from one run to
 * the next. Made once, because an engine remembers functions that were global, and through them all that they refer to.
 */
function current(name: string): VirtualGlobals {
  const innermost = entered.at(-1);
  if (innermost !== undefined) return innermost;
  throw new Error(`${name} of a simulation was called after it: take the global itself where no simulation runs.`);
}

const VirtualDate = virtualDate((use) => current(use).epochMs(use));

const PATCHES: readonly Patch[] = [
  ...Object.entries(exactMath).map(([key, value]) => patchOf(`Math.${key}`, Math, key, value)),
  ...Object.entries(UTC_METHODS).map(([key, value]) => patchOf(`Date.prototype.${key}`, Date.prototype, key, value)),
  patchOf("Date", globalThis, "Date", VirtualDate),
  patchOf("Date.prototype.constructor", Date.prototype, "constructor", VirtualDate),
  patchOf("Math.random", Math, "random", () => current("Math.random").random()),
  performance === undefined
    ? null
    : patchOf("performance.now", performance, "now", () => current("performance.now").performanceNow()),
  ...Object.keys(INSTEAD).map((name) => patchOf(name, globalThis, name, () => current(name).refuse(name))),
].filter((patch) => patch !== null);

/** The replaced globals of one simulation. */
export class VirtualGlobals {
  readonly #host: GlobalsHost;
  readonly #patches: readonly Patch[];
  readonly #used = new Set<string>();
  readonly #unpatched = new Set<string>();
  /** What the globals were, per `enter` that was not left yet. */
  readonly #saved: Saved[][] = [];

  constructor(host: GlobalsHost) {
    this.#host = host;
    const origin =
      performance === undefined
        ? null
        : patchOf("performance.timeOrigin", performance, "timeOrigin", host.startEpochMs);
    this.#patches = origin === null ? PATCHES : [...PATCHES, origin];
  }

  /** Replaces the globals; what they were, perhaps those of another simulation, comes back with `leave`. */
  enter(): void {
    const patches = this.#patches;
    const saved: Saved[] = new Array(patches.length);
    for (let i = 0; i < patches.length; i++) {
      saved[i] = apply(patches[i]);
      if (saved[i] === null) this.#unpatched.add(patches[i].name);
    }
    this.#saved.push(saved);
    entered.push(this);
  }

  leave(): void {
    const saved = this.#saved.pop();
    if (saved === undefined) throw new Error("The globals of a simulation were left more often than entered.");
    entered.splice(entered.lastIndexOf(this), 1);
    for (let i = saved.length - 1; i >= 0; i--) restore(this.#patches[i], saved[i]);
  }

  /** One sentence when this environment keeps some of its globals, null otherwise. Known after the first `enter`. */
  get warning(): string | null {
    if (this.#unpatched.size === 0) return null;
    const names = [...this.#unpatched].join(", ");
    return `This environment does not let ${names} be replaced: a job that uses them may not repeat itself.`;
  }

  /** ms since 1970. */
  epochMs(use: "Date.now" | "new Date"): number {
    this.#onUse(use);
    return this.#host.startEpochMs + Math.floor(this.#host.nowMicros() / 1000);
  }

  /** ms since the beginning. */
  performanceNow(): number {
    this.#onUse("performance.now");
    return this.#host.nowMicros() / 1000;
  }

  /** In [0, 1): 53 bits of two draws. */
  random(): number {
    this.#onUse("Math.random");
    const high = this.#host.draw() >>> 5;
    const low = this.#host.draw() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  #onUse(name: keyof typeof ADVICE): void {
    if (this.#used.has(name)) return;
    this.#used.add(name);
    this.#host.onFirstUse(`user code used ${name}`, ADVICE[name]);
  }

  /** Throws: what would run outside virtual time is not to be had. */
  refuse(name: string): never {
    const { place, nowMicros } = this.#host;
    const where = `on ${place()} at ${nowMicros() / 1000} ms`;
    throw new Error(
      `${name} was called by user code ${where} of virtual time, but what it starts would run outside of it: ${INSTEAD[name]}.`,
    );
  }
}

/** Runs `body` with the globals replaced. */
export function withGlobals<T>(globals: VirtualGlobals, body: () => T): T {
  globals.enter();
  try {
    return body();
  } finally {
    globals.leave();
  }
}
