/** The functions with broadcast state of the cases. */
import type {
  BroadcastContext,
  BroadcastProcessFunction,
  KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  KeyedReadOnlyBroadcastContext,
  OnReadOnlyTimerContext,
  ReadOnlyBroadcastContext,
} from "../../src/api/co-functions.ts";
import type { Collector, RuntimeContext } from "../../src/api/functions.ts";
import type { ValueState } from "../../src/api/state.ts";
import { MapStateDescriptor, ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { formatTime } from "./case.ts";

/** The state that both functions share. */
export const RULES = new MapStateDescriptor<string, number>("rules");
const SUM = new ValueStateDescriptor<number>("sum");

type Pair = readonly [key: string, value: number];
type RuleChange = readonly ["put", string, number] | readonly ["remove", string] | readonly ["clear"];
type KeyedRuleChange = RuleChange | readonly ["applyToKeyedState", number];

function change(rules: ReturnType<BroadcastContext["getBroadcastState"]>, how: RuleChange): void {
  if (how[0] === "put") rules.put(how[1], how[2]);
  else if (how[0] === "remove") rules.remove(how[1]);
  else rules.clear();
}

function rulesOf(context: ReadOnlyBroadcastContext): [string, number][] {
  return [...context.getBroadcastState(RULES).immutableEntries()].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Form `broadcast`. */
export const ruleFunction: BroadcastProcessFunction<Pair, RuleChange, unknown> = {
  processElement(value, context, out) {
    const rule = context.getBroadcastState(RULES).get(value[0]) ?? "none";
    out.collect({ value, rule, wm: formatTime(context.currentWatermark()) });
  },
  processBroadcastElement(value, context, out) {
    change(context.getBroadcastState(RULES), value);
    out.collect({ broadcast: value, rules: rulesOf(context) });
  },
};

/** Form `keyed-broadcast`. */
export class SumFunction implements KeyedBroadcastProcessFunction<string, Pair, KeyedRuleChange, unknown> {
  #sum!: ValueState<number>;

  open(context: RuntimeContext): void {
    this.#sum = context.getState(SUM);
  }

  processElement(value: Pair, context: KeyedReadOnlyBroadcastContext<string>, out: Collector<unknown>): void {
    const [key, number] = value;
    const sum = (this.#sum.value() ?? 0) + number;
    this.#sum.update(sum);
    const timestamp = context.timestamp();
    if (number % 3 === 0 && timestamp !== null) context.timerService().registerEventTimeTimer(timestamp + number);
    out.collect({
      key,
      sum,
      rules: rulesOf(context),
      wm: formatTime(context.currentWatermark()),
      timestamp: timestamp === null ? "none" : formatTime(timestamp),
    });
  }

  processBroadcastElement(value: KeyedRuleChange, context: KeyedBroadcastContext, out: Collector<unknown>): void {
    if (value[0] === "applyToKeyedState") {
      const more = value[1];
      context.applyToKeyedState(SUM, (key, state) => {
        const sum = state.value() ?? 0;
        out.collect({ apply: key, sum });
        state.update(sum + more);
      });
      return;
    }
    change(context.getBroadcastState(RULES), value);
    out.collect({ broadcast: value, rules: rulesOf(context), wm: formatTime(context.currentWatermark()) });
  }

  onTimer(timestampMs: number, context: OnReadOnlyTimerContext<string>, out: Collector<unknown>): void {
    const key = context.getCurrentKey();
    out.collect({ timer: formatTime(timestampMs), key, sum: this.#sum.value(), rules: rulesOf(context) });
  }
}
