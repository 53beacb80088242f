/** Cases of `async-wait`: what a request answers, and when, is the script's to say. */
import type { AsyncFunction, AsyncRetryStrategy, ResultFuture } from "../../src/api/async-function.ts";
import {
  ExponentialBackoffDelayRetryStrategyBuilder,
  FixedDelayRetryStrategyBuilder,
  RetryPredicates,
} from "../../src/api/async-retry-strategies.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { AsyncWaitOperator } from "../../src/operators/async/async-wait-operator.ts";
import { type ConformanceCase, type Json, parseTime, play, sorted, type Verdict } from "./case.ts";
import { playCommonStep, takeOutput } from "./harness-steps.ts";

interface RetrySpec {
  readonly type: "fixed-delay" | "exponential";
  readonly maxAttempts: number;
  readonly delay: number;
  readonly initialDelay: number;
  readonly maxDelay: number;
  readonly multiplier: number;
  readonly ifEmpty: boolean;
  readonly ifError: boolean;
}

interface Spec {
  readonly mode: "ordered" | "unordered";
  readonly capacity: number;
  readonly timeout: number;
  readonly onTimeout: "emit" | "empty" | "fail";
  readonly retry?: RetrySpec;
  readonly autoMails: boolean;
  readonly immediateModulo?: number;
  readonly processingTime: number;
}

type Invocation = readonly [value: number, attempt: number];

/** What the function of a case was asked, and the newest attempt for each value. */
class Requests {
  invoked: Invocation[] = [];
  timeouts: number[] = [];
  readonly newest = new Map<number, ResultFuture<unknown>>();
  readonly attempts = new Map<number, number>();

  /** The function under test. */
  functionOf({ immediateModulo, onTimeout }: Spec): AsyncFunction<unknown, unknown> {
    return {
      asyncInvoke: (input, future) => {
        const value = input as number;
        const attempt = (this.attempts.get(value) ?? 0) + 1;
        this.attempts.set(value, attempt);
        this.invoked.push([value, attempt]);
        if (immediateModulo !== undefined && value % immediateModulo === 0) future.complete([`now-${value}`]);
        else this.newest.set(value, future);
      },
      timeout: (input, future) => {
        this.timeouts.push(input as number);
        // What a function without a timeout method does.
        if (onTimeout === "fail") future.completeExceptionally(new Error("timed out"));
        else future.complete(onTimeout === "emit" ? [`timeout-${input as number}`] : []);
      },
    };
  }

  /** What happened since the last call. */
  take(): Json {
    const { invoked, timeouts } = this;
    this.invoked = [];
    this.timeouts = [];
    return {
      ...(invoked.length === 0 ? {} : { invoked }),
      ...(timeouts.length === 0 ? {} : { timeouts }),
    };
  }

  /** The attempts before the restore are nobody's any more. */
  restart(): void {
    this.newest.clear();
    this.attempts.clear();
  }
}

function strategyOf(spec: RetrySpec): AsyncRetryStrategy<unknown> {
  const builder =
    spec.type === "fixed-delay"
      ? new FixedDelayRetryStrategyBuilder<unknown>(spec.maxAttempts, spec.delay)
      : new ExponentialBackoffDelayRetryStrategyBuilder<unknown>(
          spec.maxAttempts,
          spec.initialDelay,
          spec.maxDelay,
          spec.multiplier,
        );
  if (spec.ifEmpty) builder.ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE);
  if (spec.ifError) builder.ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE);
  return builder.build();
}

/** Runs one case of `async-wait`. */
export function runAsyncWait(one: ConformanceCase): Verdict {
  const spec = one.spec as unknown as Spec; // The case file's form is the README's.
  const requests = new Requests();
  let restored = false;
  const harness = new OneInputHarness({
    createOperator: () =>
      new AsyncWaitOperator(requests.functionOf(spec), {
        mode: spec.mode,
        capacity: spec.capacity,
        timeoutMs: spec.timeout,
        retry: spec.retry === undefined ? null : strategyOf(spec.retry),
      }),
    processingTimeMs: spec.processingTime,
    manualMails: !spec.autoMails,
  });
  return play(one, (step) => {
    try {
      apply(harness, requests, step, spec);
    } catch (error) {
      // A second failure in one step.
      if (harness.failure === null) throw error;
    }
    const output = takeOutput(harness);
    const taken = requests.take();
    if (harness.failure !== null) return { ...output, ...taken, failed: true };
    const { queued } = harness.operator() as AsyncWaitOperator;
    // Real Flink restores an unordered queue in any order; from then on the cases have their calls sorted, as texts.
    restored ||= step.op === "restore";
    const any = restored && spec.mode === "unordered" && taken.invoked !== undefined;
    return { ...output, ...taken, ...(any ? { invoked: sorted(taken.invoked as Invocation[]) } : {}), queued };
  });
}

function apply(harness: OneInputHarness, requests: Requests, step: Json, spec: Spec): void {
  const newest = requests.newest.get(step.value as number);
  switch (step.op) {
    case "open":
      harness.open();
      return;
    case "element":
      harness.processElement(step.value, step.ts === undefined ? undefined : parseTime(step.ts));
      return;
    case "complete":
      newest?.complete(step.results as unknown[]);
      break;
    case "fail":
      newest?.completeExceptionally(new Error("scripted"));
      break;
    case "mails":
      harness.runMails();
      return;
    case "endInput":
      harness.endInput();
      return;
    case "restore":
      requests.restart();
      playCommonStep(harness, step);
      return;
    default:
      playCommonStep(harness, step);
      return;
  }
  if (spec.autoMails) harness.runMails();
}
