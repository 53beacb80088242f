/** What a case on the operator alone can ask of state. */
import { type Collector, type DataStream, type RuntimeContext, type ValueState, ValueStateDescriptor } from "tidemark";
import { describe, expect, it } from "vitest";
import type { HarnessCase } from "../../../exercises/course/exercise.ts";
import { runInHarness } from "../../../exercises/course/harness-run.ts";
import { element, expectNow } from "../../../exercises/course/steps.ts";

/** Remembers the last two names of a key. */
const lastTwo = (names: DataStream<string>) => {
  let two: ValueState<readonly string[]>;
  return names
    .keyBy((name) => name.length)
    .process({
      open(context: RuntimeContext) {
        two = context.getState(new ValueStateDescriptor<readonly string[]>("last two"));
      },
      processElement(name: string, _context: unknown, out: Collector<string>) {
        two.update([...(two.value() ?? []).slice(-1), name]);
        out.collect(name);
      },
    });
};

function caseThatForgets(...forgotten: readonly string[]): HarnessCase {
  return {
    kind: "harness",
    id: "names",
    title: { en: "names", zh: "名字" },
    steps: [...["anna", "bert", "carl"].map((name, i) => element(name, i)), expectNow({ forgotten })],
  };
}

describe("a case that says what state has forgotten", () => {
  it("holds when none of it is there any more", () => {
    expect(runInHarness(caseThatForgets("anna"), 1, lastTwo).broken).toBeNull();
  });

  it("breaks with what is still there, also within a list", () => {
    expect(runInHarness(caseThatForgets("anna", "bert", "carl"), 1, lastTwo).broken).toEqual({
      step: 3,
      what: "forgotten",
      expected: "[]",
      got: '["bert","carl"]',
    });
  });
});
