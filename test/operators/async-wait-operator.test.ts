import { describe, expect, it } from "vitest";
import type { AsyncFunction } from "../../src/api/async-function.ts";
import { AsyncRetryStrategies, RetryPredicates } from "../../src/api/async-retry-strategies.ts";
import type { RuntimeContext } from "../../src/api/functions.ts";
import { ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { asyncWaitOperatorFactory } from "../../src/operators/async/async-wait-factory.ts";
import type { AsyncWaitOptions } from "../../src/operators/async/async-wait-operator.ts";
import type { ExternalClient, OneInputOperator } from "../../src/operators/operator.ts";

const ORDERED: AsyncWaitOptions = { mode: "ordered", capacity: 10, timeoutMs: 0, retry: null };
const UNORDERED: AsyncWaitOptions = { ...ORDERED, mode: "unordered" };

/** The value is how long its request takes, ms. */
const takesItsValue: AsyncFunction<number, string> = (value, result, calls) =>
  calls.after(value, () => result.complete([`${value}`]));

function harnessOf(
  fn: AsyncFunction<number, string>,
  options: AsyncWaitOptions,
  external?: ExternalClient,
): OneInputHarness {
  const factory = asyncWaitOperatorFactory(fn as AsyncFunction<unknown, unknown>, options);
  const harness = new OneInputHarness({
    createOperator: () => factory.create() as OneInputOperator,
    ...(external === undefined ? {} : { external }),
  });
  harness.open();
  return harness;
}

const emitted = (harness: OneInputHarness): unknown[] =>
  harness.takeOutput().map((one) => (one.kind === "record" ? one.value : one.kind));

describe("async I/O", () => {
  it("gives ordered results in the order of the input, unordered ones as they are answered", () => {
    for (const [options, expected] of [
      [ORDERED, ["30", "10", "20"]],
      [UNORDERED, ["10", "20", "30"]],
    ] as const) {
      const harness = harnessOf(takesItsValue, options);
      for (const value of [30, 10, 20]) harness.processElement(value, value);
      harness.setProcessingTime(9);
      expect(emitted(harness)).toEqual([]);
      for (const nowMs of [10, 20, 30]) harness.setProcessingTime(nowMs);
      expect(emitted(harness)).toEqual(expected);
    }
  });

  it("lets no result pass a watermark", () => {
    const harness = harnessOf(takesItsValue, UNORDERED);
    harness.processElement(30, 0);
    harness.processWatermark(5);
    harness.processElement(10, 0);
    harness.setProcessingTime(20);
    expect(emitted(harness)).toEqual([]);
    harness.setProcessingTime(30);
    expect(emitted(harness)).toEqual(["30", "watermark", "10"]);
  });

  it("asks again after a restore for what had not been emitted", () => {
    const harness = harnessOf(takesItsValue, ORDERED);
    for (const value of [10, 30]) harness.processElement(value, value);
    harness.setProcessingTime(10);
    expect(emitted(harness)).toEqual(["10"]);
    harness.open(harness.snapshot());
    harness.setProcessingTime(40);
    expect(emitted(harness)).toEqual(["30"]);
  });

  it("opens only when all restored elements have found room", () => {
    const factory = (capacity: number) =>
      asyncWaitOperatorFactory(
        ((value, result) => {
          if (capacity === 1) result.complete([value]);
        }) as AsyncFunction<unknown, unknown>,
        { ...ORDERED, capacity },
      ).create() as OneInputOperator;
    let capacity = 3;
    const harness = new OneInputHarness({ createOperator: () => factory(capacity), manualMails: true });
    harness.open();
    for (const value of ["a", "b", "c"]) harness.processElement(value, 0);
    capacity = 1;
    harness.open(harness.snapshot());
    expect(emitted(harness)).toEqual(["a", "b"]);
    harness.runMails();
    expect(emitted(harness)).toEqual(["c"]);
  });

  it("sends a request to a service and completes with the answer", () => {
    const sent: unknown[] = [];
    const external: ExternalClient = {
      // biome-ignore lint/correctness/useYield: never asked.
      *ask() {
        return null;
      },
      send(to, request, sizeBytes, onReply) {
        sent.push([to, request, sizeBytes]);
        onReply("Ada");
      },
    };
    const harness = harnessOf(
      (id, result, calls) => calls.request<string>("crm", { id }, (name) => result.complete([name])),
      ORDERED,
      external,
    );
    harness.processElement(7, 0);
    expect(sent).toEqual([["crm", { id: 7 }, 60]]);
    expect(emitted(harness)).toEqual(["Ada"]);
  });

  it("fails the task when the time is up and the function has no timeout method", () => {
    const harness = harnessOf(() => {}, { ...ORDERED, timeoutMs: 50 });
    harness.processElement(1, 5);
    harness.setProcessingTime(50);
    expect(harness.failure).toBeNull();
    harness.setProcessingTime(51);
    expect(harness.failure?.message).toBe(
      "Could not complete the stream element: Record @ 5 : 1: Async function call has timed out.",
    );
  });

  it("tries an empty result again after the delay, as often as the strategy says", () => {
    const attempts: number[] = [];
    const fn: AsyncFunction<number, string> = (value, result) => {
      attempts.push(value);
      result.complete(attempts.length === 3 ? ["found"] : []);
    };
    const retry = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<unknown>(5, 10)
      .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
      .build();
    const harness = harnessOf(fn, { ...ORDERED, timeoutMs: 1000, retry });
    harness.processElement(1, 0);
    for (const nowMs of [10, 11, 21, 22]) harness.setProcessingTime(nowMs);
    expect(attempts).toEqual([1, 1, 1]);
    expect(emitted(harness)).toEqual(["found"]);
  });

  it("makes the planned attempts at the end of the input at once, and they are the last", () => {
    let attempts = 0;
    const retry = new AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder<unknown>(9, 1000, 5000, 2)
      .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
      .build();
    const harness = harnessOf(
      (_value, result) => {
        attempts++;
        result.complete([]);
      },
      { ...ORDERED, timeoutMs: 60_000, retry },
    );
    harness.processElement(1, 0);
    harness.endInput();
    expect(attempts).toBe(2);
  });

  it("opens a rich function, which has no state", () => {
    const opened: string[] = [];
    const rich = (open: (context: RuntimeContext) => void): AsyncFunction<number, string> => ({
      open,
      asyncInvoke: (_value, result) => result.complete([]),
    });
    harnessOf(
      rich(({ taskName }) => opened.push(taskName)),
      ORDERED,
    );
    expect(opened).toEqual(["operator"]);
    const stateful = rich((context) => context.getState(new ValueStateDescriptor("count")));
    expect(() => harnessOf(stateful, ORDERED)).toThrow("State is not supported in rich async functions.");
  });

  it("refuses results that are null, and functions that return a promise", () => {
    const nothing = harnessOf((_value, result) => result.complete(null as unknown as string[]), ORDERED);
    expect(() => nothing.processElement(1, 0)).toThrow(
      "Results must not be null, use empty collection to emit nothing",
    );
    const promise = harnessOf((async () => {}) as unknown as AsyncFunction<number, string>, ORDERED);
    expect(() => promise.processElement(1, 0)).toThrow("returned a promise");
  });
});
