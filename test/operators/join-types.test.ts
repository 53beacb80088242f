/** What is declared of two streams is declared of what joining them keeps: state of an older version is migrated. */
import { describe, expect, it } from "vitest";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { oneInputHarnessOf, twoInputHarnessOf } from "../../src/harness/index.ts";
import { inputStream } from "../../src/harness/stream-harness.ts";
import { CountEvictor, TumblingEventTimeWindows, VersionedType } from "../../src/index.ts";
import { StateMigrationError } from "../../src/types/errors.ts";

interface Paid {
  readonly amount: number;
}

const DOLLARS = new VersionedType<Paid>("Paid", 1);
const CENTS = new VersionedType<Paid>("Paid", 2, (old) => ({ amount: (old as Paid).amount * 100 }));
const EUROS = new VersionedType<Paid>("Euros", 1);
const key = () => 1;

function inputs(first: VersionedType<Paid> | null) {
  const environment = new GraphEnvironment();
  return [inputStream<Paid>(environment, first), inputStream<Paid>(environment, EUROS)] as const;
}

const WITH_AND_WITHOUT_EVICTOR = [true, false];

describe("what joins keep", () => {
  it.each(WITH_AND_WITHOUT_EVICTOR)(
    "in a window is migrated on the side whose type has changed, evictor: %s",
    (evicts) => {
      const open = (type: VersionedType<Paid> | null) => {
        const [first, second] = inputs(type);
        const window = first.join(second).where(key).equalTo(key).window(TumblingEventTimeWindows.of(10));
        if (evicts) window.evictor(CountEvictor.of(10));
        return oneInputHarnessOf(window.apply((left, right) => [left.amount, right.amount]));
      };
      const before = open(DOLLARS);
      before.open();
      before.processElement({ input: 1, value: { amount: 3 } }, 1);
      before.processElement({ input: 2, value: { amount: 4 } }, 2);
      const after = open(CENTS);
      after.open(before.snapshot());
      after.processWatermark(100);
      expect(after.extractOutputValues()).toEqual([[300, 4]]);
      expect(() => open(DOLLARS).open(after.snapshot())).toThrow(StateMigrationError);
    },
  );

  it("in an interval is migrated on the side whose type has changed", () => {
    const open = (type: VersionedType<Paid> | null) => {
      const [first, second] = inputs(type);
      return twoInputHarnessOf(
        first
          .keyBy(key)
          .intervalJoin(second.keyBy(key))
          .between(-5, 5)
          .process<readonly number[]>({
            processElement: (left, right, _context, out) => out.collect([left.amount, right.amount]),
          }),
      );
    };
    const before = open(DOLLARS);
    before.open();
    before.processElement(1, { amount: 3 }, 1);
    const snapshot = before.snapshot();
    const after = open(CENTS);
    after.open(snapshot);
    after.processElement(2, { amount: 4 }, 2);
    expect(after.extractOutputValues()).toEqual([[300, 4]]);
    expect(() => open(DOLLARS).open(after.snapshot())).toThrow(StateMigrationError);
    expect(() => open(EUROS).open(snapshot)).toThrow(StateMigrationError);
  });
});
