/**
 * Harnesses for functions of one's own: they run alone, one call at a time, with real state and timers.
 *
 * ```ts
 * const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction(new CountPerKey(), (word: string) => word);
 * harness.processElement("a", 10);
 * harness.processWatermark(100);
 * harness.extractOutputValues(); // what the function has collected
 * harness.numStateEntries(); // 1
 * ```
 *
 * Flink's class of the same name.
 */
import type {
  BroadcastProcessFunction,
  CoProcessFunction,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
} from "../api/co-functions.ts";
import type { KeyedProcessFunction, KeySelector, ProcessFunction } from "../api/functions.ts";
import { BroadcastOperator } from "../operators/broadcast-operator.ts";
import type { BroadcastDescriptor } from "../operators/broadcast-states.ts";
import { cloneFunction } from "../operators/clone-function.ts";
import { CoProcessOperator } from "../operators/co-operators.ts";
import { KeyedBroadcastOperator } from "../operators/keyed-broadcast-operator.ts";
import { KeyedCoProcessOperator } from "../operators/keyed-co-process-operator.ts";
import { KeyedProcessOperator } from "../operators/keyed-process-operator.ts";
import { ProcessOperator } from "../operators/process-operator.ts";
import { OneInputHarness } from "./one-input-harness.ts";
import type { HarnessSettings } from "./operator-harness.ts";
import { TwoInputHarness } from "./two-input-harness.ts";

type AnyKey = KeySelector<unknown, unknown>;

/** Opens the harness, so that a test can begin at once. */
function opened<H extends { open(): void }>(harness: H): H {
  harness.open();
  return harness;
}

/** One method for each kind of function; all give a harness that is open. The functions are copied, as in a job. */
export const ProcessFunctionTestHarnesses = {
  /** A function on a stream that is not keyed. */
  forProcessFunction<I, O>(fn: ProcessFunction<I, O>, settings: HarnessSettings = {}): OneInputHarness {
    const any = fn as ProcessFunction<unknown, unknown>;
    return opened(new OneInputHarness({ ...settings, createOperator: () => new ProcessOperator(cloneFunction(any)) }));
  },

  /** A function with state and timers of a key. */
  forKeyedProcessFunction<K, I, O>(
    fn: KeyedProcessFunction<K, I, O>,
    keySelector: KeySelector<I, K>,
    settings: HarnessSettings = {},
  ): OneInputHarness {
    const any = fn as KeyedProcessFunction<unknown, unknown, unknown>;
    const key = keySelector as AnyKey;
    const createOperator = () => new KeyedProcessOperator(cloneFunction(any), key);
    return opened(new OneInputHarness({ ...settings, createOperator, keySelector: key }));
  },

  /** A function of two streams that are not keyed. */
  forCoProcessFunction<L, R, O>(fn: CoProcessFunction<L, R, O>, settings: HarnessSettings = {}): TwoInputHarness {
    const any = fn as CoProcessFunction<unknown, unknown, unknown>;
    return opened(
      new TwoInputHarness({ ...settings, createOperator: () => new CoProcessOperator(cloneFunction(any)) }),
    );
  },

  /** A function of two streams that share state and timers of a key. */
  forKeyedCoProcessFunction<K, L, R, O>(
    fn: KeyedCoProcessFunction<K, L, R, O>,
    firstKey: KeySelector<L, K>,
    secondKey: KeySelector<R, K>,
    settings: HarnessSettings = {},
  ): TwoInputHarness {
    const any = fn as KeyedCoProcessFunction<unknown, unknown, unknown, unknown>;
    const [first, second] = [firstKey as AnyKey, secondKey as AnyKey];
    const createOperator = () => new KeyedCoProcessOperator(cloneFunction(any), first, second);
    const routing = [{ keySelector: first }, { keySelector: second }] as const;
    return opened(new TwoInputHarness({ ...settings, createOperator, routing }));
  },

  /** A function of a stream and a broadcast one (the second input), which goes to all subtasks. */
  forBroadcastProcessFunction<L, R, O>(
    fn: BroadcastProcessFunction<L, R, O>,
    descriptors: readonly BroadcastDescriptor[],
    settings: HarnessSettings = {},
  ): TwoInputHarness {
    const any = fn as BroadcastProcessFunction<unknown, unknown, unknown>;
    const createOperator = () => new BroadcastOperator(cloneFunction(any), descriptors);
    return opened(new TwoInputHarness({ ...settings, createOperator, routing: ["first", "broadcast"] }));
  },

  /** A function of a keyed stream and a broadcast one (the second input), which goes to all subtasks. */
  forKeyedBroadcastProcessFunction<K, L, R, O>(
    fn: KeyedBroadcastProcessFunction<K, L, R, O>,
    keySelector: KeySelector<L, K>,
    descriptors: readonly BroadcastDescriptor[],
    settings: HarnessSettings = {},
  ): TwoInputHarness {
    const any = fn as KeyedBroadcastProcessFunction<unknown, unknown, unknown, unknown>;
    const key = keySelector as AnyKey;
    const createOperator = () => new KeyedBroadcastOperator(cloneFunction(any), key, descriptors);
    return opened(new TwoInputHarness({ ...settings, createOperator, routing: [{ keySelector: key }, "broadcast"] }));
  },
} as const;
