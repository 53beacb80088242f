/** What every timed scheduler does, against a sorted list. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scheduler } from "../../../sim/kernel/scheduler.ts";
import type { CauseContext } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { EventHandler, ScheduledEvent } from "../../../src/world.ts";

const HANDLER: EventHandler = { onEvent() {} };
const CAUSES: CauseContext = [NO_EVENT, NO_EVENT, NO_EVENT];

type Action =
  | { readonly kind: "push"; readonly after: number }
  | { readonly kind: "cancel"; readonly which: number }
  | { readonly kind: "pop" }
  | { readonly kind: "peek" };

const near = fc.nat({ max: 40 });
const atWheel = fc.integer({ min: 2040, max: 2056 });
const far = fc.constantFrom(0, 1, 4095, 4096, 65_536, 1_000_000, 3_600_000_000, 2 ** 45);
const after = fc.oneof(
  { weight: 4, arbitrary: near },
  { weight: 3, arbitrary: atWheel },
  { weight: 2, arbitrary: far },
  fc.nat({ max: 100_000 }),
);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("push" as const), after }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat({ max: 200 }) }) },
  { weight: 4, arbitrary: fc.constant({ kind: "pop" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "peek" as const }) },
);

interface Entry {
  readonly at: number;
  readonly n: number;
}

/** The obviously right one. */
class Model {
  entries: Entry[] = [];

  push(entry: Entry): void {
    let i = this.entries.length;
    while (i > 0 && this.entries[i - 1].at > entry.at) i--;
    this.entries.splice(i, 0, entry);
  }

  cancel(n: number): void {
    this.entries = this.entries.filter((entry) => entry.n !== n);
  }
}

export function timedSchedulerConformance(create: () => Scheduler): void {
  const push = (scheduler: Scheduler, at: number, payload: unknown = at): ScheduledEvent =>
    scheduler.push(at, "timer", null, HANDLER, 7, payload, CAUSES);
  const drain = (scheduler: Scheduler): unknown[] => {
    const seen: unknown[] = [];
    for (let next = scheduler.pop(); next !== null; next = scheduler.pop()) seen.push(next.payload);
    return seen;
  };

  test("any mix of pushes, cancellations and pops gives the order of a sorted list", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300 }), (actions) => {
        const scheduler = create();
        const model = new Model();
        const handles: ScheduledEvent[] = [];
        let now = 0;
        for (const step of actions) {
          if (step.kind === "push") {
            const entry = { at: now + step.after, n: handles.length };
            handles.push(push(scheduler, entry.at, entry.n));
            model.push(entry);
          } else if (step.kind === "cancel" && step.which < handles.length) {
            // Also what has run or was cancelled: that changes nothing, though its place may be in use again.
            scheduler.cancel(handles[step.which]);
            model.cancel(step.which);
          } else if (step.kind === "pop") {
            const expected = model.entries.shift();
            const popped = scheduler.pop();
            expect(popped?.payload ?? null).toBe(expected?.n ?? null);
            if (expected !== undefined) {
              now = expected.at;
              expect(popped?.at).toBe(now);
            }
          } else if (step.kind === "peek") {
            // What lies after the limit stays where it is.
            expect(scheduler.pop((model.entries[0]?.at ?? 0) - 1)).toBe(null);
          }
          expect(scheduler.size).toBe(model.entries.length);
        }
        expect(drain(scheduler)).toEqual(model.entries.map(({ n }) => n));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  test("ties run in the order of scheduling, near and far, also when the far ones come near", () => {
    const scheduler = create();
    const at = 1_000_000;
    for (let n = 0; n < 5; n++) push(scheduler, at, `far ${n}`);
    push(scheduler, at - 10, "before");
    expect(scheduler.pop()?.payload).toBe("before");
    for (let n = 0; n < 5; n++) push(scheduler, at, `near ${n}`);
    expect(drain(scheduler)).toEqual([..."01234"].map((n) => `far ${n}`).concat([..."01234"].map((n) => `near ${n}`)));
  });

  test("what is popped is what was pushed", () => {
    const scheduler = create();
    const payload = { any: "thing" };
    scheduler.push(42, "delivery", null, HANDLER, 3, payload, CAUSES);
    const popped = scheduler.pop();
    expect(popped).toMatchObject({
      at: 42,
      eventClass: "delivery",
      owner: null,
      handler: HANDLER,
      op: 3,
      payload,
      causes: CAUSES,
    });
    expect(popped?.payload).toBe(payload);
  });

  test("a handle whose event has run cancels nothing, though its place is used again", () => {
    const scheduler = create();
    const old = push(scheduler, 1);
    scheduler.pop();
    push(scheduler, 2, "new");
    scheduler.cancel(old);
    expect(drain(scheduler)).toEqual(["new"]);
  });

  test("an event pushed for the current time from within an event runs after those already due", () => {
    const scheduler = create();
    push(scheduler, 5, "a");
    push(scheduler, 5, "b");
    scheduler.pop();
    push(scheduler, 5, "c");
    expect(drain(scheduler)).toEqual(["b", "c"]);
  });

  test("the past is refused", () => {
    const scheduler = create();
    push(scheduler, 10);
    scheduler.pop();
    expect(() => push(scheduler, 9)).toThrow("before now");
    expect(() => push(scheduler, Number.NaN)).toThrow();
  });

  test("an event is popped up to its own time, and not before", () => {
    const scheduler = create();
    push(scheduler, 7, "near");
    push(scheduler, 1_000_000, "far");
    expect(scheduler.pop(6)).toBe(null);
    expect(scheduler.pop(7)?.payload).toBe("near");
    expect(scheduler.pop(999_999)).toBe(null);
    expect(scheduler.pop(1_000_000)?.payload).toBe("far");
  });

  test("an empty scheduler has no next event", () => {
    const scheduler = create();
    expect(scheduler.pop()).toBe(null);
    scheduler.cancel(push(scheduler, 3));
    expect(scheduler.pop()).toBe(null);
  });
}
