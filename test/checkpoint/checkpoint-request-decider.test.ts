import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CheckpointRequestDecider,
  type CheckpointTriggerRequest,
  type RequestDeciderOwner,
  type RequestRefusal,
} from "../../src/checkpoint/checkpoint-request-decider.ts";

/** A coordinator whose state is set by hand. */
class Owner implements RequestDeciderOwner {
  pendingCheckpoints = 0;
  cleaningCheckpoints = 0;
  isTriggering = false;
  lastCompletionAt = Number.NEGATIVE_INFINITY;
  readonly refused: [CheckpointTriggerRequest, RequestRefusal][] = [];
  readonly rescheduled: number[] = [];
  refuse(request: CheckpointTriggerRequest, reason: RequestRefusal): void {
    this.refused.push([request, reason]);
  }
  rescheduleTrigger(delayMicros: number): void {
    this.rescheduled.push(delayMicros);
  }
}

const periodic = (requestedAtMicros = 0): CheckpointTriggerRequest => ({
  isSavepoint: false,
  isForced: false,
  isPeriodic: true,
  requestedAtMicros,
});
const manual = (requestedAtMicros = 0) => ({ ...periodic(requestedAtMicros), isPeriodic: false });
const savepoint = (isForced: boolean, requestedAtMicros = 0) => ({
  ...manual(requestedAtMicros),
  isSavepoint: true,
  isForced,
});

describe("a request", () => {
  test("is executed at once if nothing is in the way", () => {
    const decider = new CheckpointRequestDecider(new Owner(), 1, 0);
    const request = periodic();
    expect(decider.submit(request, 0)).toBe(request);
    expect(decider.queued).toBe(0);
  });

  test("waits while as many checkpoints are pending as may be, and is executed when one has ended", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 2, 0);
    owner.pendingCheckpoints = 2;
    const request = periodic();
    expect(decider.submit(request, 0)).toBeNull();
    expect(decider.next(1)).toBeNull();
    owner.pendingCheckpoints = 1;
    expect(decider.next(2)).toBe(request);
    expect(owner.refused).toEqual([]);
  });

  test("waits while another one is being triggered, even if it is forced", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 1, 0);
    owner.isTriggering = true;
    const request = savepoint(true);
    expect(decider.submit(request, 0)).toBeNull();
    owner.isTriggering = false;
    expect(decider.next(0)).toBe(request);
  });

  test("waits while more checkpoints are being deleted than may be pending", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 1, 0);
    owner.cleaningCheckpoints = 2;
    expect(decider.submit(periodic(), 0)).toBeNull();
    owner.cleaningCheckpoints = 1;
    expect(decider.next(0)).not.toBeNull();
  });

  test("that is forced is not kept back by pending checkpoints; one that is not is, savepoint or no", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 1, 0);
    owner.pendingCheckpoints = 3;
    const forced = savepoint(true);
    expect(decider.submit(forced, 0)).toBe(forced);
    expect(decider.submit(savepoint(false), 0)).toBeNull();
  });
});

describe("the pause", () => {
  test("refuses a periodic request and has the timer fire exactly when it is over", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 1, 500);
    owner.lastCompletionAt = 1000;
    const request = periodic();
    expect(decider.submit(request, 1400)).toBeNull();
    expect(owner.refused).toEqual([[request, "MINIMUM_TIME_BETWEEN_CHECKPOINTS"]]);
    expect(owner.rescheduled).toEqual([100]);
    expect(decider.queued).toBe(0);
    const next = periodic(1500);
    expect(decider.submit(next, 1500)).toBe(next);
  });

  test("keeps back neither what somebody asked for nor what is forced", () => {
    const owner = new Owner();
    owner.lastCompletionAt = 1000;
    for (const request of [manual(), savepoint(false), { ...periodic(), isForced: true }]) {
      expect(new CheckpointRequestDecider(owner, 1, 500).submit(request, 1001)).toBe(request);
    }
    expect(owner.refused).toEqual([]);
  });
});

describe("the queue", () => {
  test("gives savepoints first, then what is forced, then what somebody asked for, then by age", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 1, 0);
    owner.isTriggering = true;
    const order = [
      savepoint(true, 9),
      savepoint(false, 8),
      { ...manual(7), isForced: true },
      manual(5),
      manual(6),
      periodic(1),
      periodic(2),
    ];
    for (const i of [5, 3, 1, 6, 0, 4, 2]) decider.submit(order[i], 10);
    owner.isTriggering = false;
    expect(order.map(() => decider.next(10))).toEqual(order);
    expect(decider.next(10)).toBeNull();
  });

  test("drops its last one when it is full, and a new one if only such are queued that somebody asked for", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 1, 0, 2);
    owner.isTriggering = true;
    const [first, second, third, fourth] = [periodic(1), manual(2), manual(3), manual(4)];
    for (const request of [first, second, third, fourth]) decider.submit(request, 4);
    expect(owner.refused).toEqual([
      [first, "TOO_MANY_CHECKPOINT_REQUESTS"],
      [fourth, "TOO_MANY_CHECKPOINT_REQUESTS"],
    ]);
    expect(decider.queued).toBe(2);
  });

  test("is emptied with one reason when the job does not run any more", () => {
    const owner = new Owner();
    const decider = new CheckpointRequestDecider(owner, 1, 0);
    owner.pendingCheckpoints = 1;
    for (let i = 0; i < 3; i++) decider.submit(periodic(i), i);
    decider.abortAll("CHECKPOINT_COORDINATOR_SUSPEND");
    expect(owner.refused.map(([, reason]) => reason)).toEqual(
      owner.refused.map(() => "CHECKPOINT_COORDINATOR_SUSPEND"),
    );
    expect(owner.refused.length).toBe(3);
    expect(decider.queued).toBe(0);
  });
});

const request = fc.record({ isSavepoint: fc.boolean(), isForced: fc.boolean(), isPeriodic: fc.boolean() });
const step = fc.oneof(
  { weight: 3, arbitrary: request.map((asked) => ({ what: "submit", asked }) as const) },
  { weight: 2, arbitrary: fc.constant({ what: "complete" } as const) },
  { weight: 1, arbitrary: fc.constant({ what: "triggered" } as const) },
);

test("for any requests and ends of checkpoints, each is executed, refused or queued once, and the limits are kept", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat({ max: 5 }),
      (steps, most, pause) => {
        const owner = new Owner();
        const decider = new CheckpointRequestDecider(owner, most, pause, 4);
        const executed: CheckpointTriggerRequest[] = [];
        let submitted = 0;
        steps.forEach((step, now) => {
          if (step.what === "complete" && owner.pendingCheckpoints > 0) {
            owner.pendingCheckpoints--;
            owner.lastCompletionAt = now;
          }
          if (step.what === "triggered") owner.isTriggering = false;
          const wasTriggering = owner.isTriggering;
          if (step.what === "submit") submitted++;
          const chosen =
            step.what === "submit" ? decider.submit({ ...step.asked, requestedAtMicros: now }, now) : decider.next(now);
          if (chosen !== null) {
            expect(wasTriggering).toBe(false);
            expect(chosen.isForced || owner.pendingCheckpoints < most).toBe(true);
            expect(chosen.isForced || !chosen.isPeriodic || now >= owner.lastCompletionAt + pause).toBe(true);
            executed.push(chosen);
            owner.pendingCheckpoints++;
            owner.isTriggering = true;
          }
          expect(executed.length + owner.refused.length + decider.queued).toBe(submitted);
          expect(decider.queued).toBeLessThanOrEqual(4);
        });
        expect(new Set([...executed, ...owner.refused.map(([one]) => one)]).size).toBe(submitted - decider.queued);
      },
    ),
    { numRuns: 1000, seed: 3 },
  );
});
