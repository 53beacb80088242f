/** What a stream or an aggregation declares of its type is declared of what windows keep: state of an older version is migrated. */
import { describe, expect, it } from "vitest";
import { harnessForStream } from "../../src/harness/index.ts";
import {
  type AggregateFunction,
  CountEvictor,
  type DataStream,
  EventTimeSessionWindows,
  type KeyedStream,
  OutputTag,
  TumblingEventTimeWindows,
  type TypeInformation,
  VersionedType,
} from "../../src/index.ts";
import { StateMigrationError } from "../../src/types/errors.ts";

interface Paid {
  readonly amount: number;
}

const DOLLARS = new VersionedType<Paid>("Paid", 1);
const CENTS = new VersionedType<Paid>("Paid", 2, (old) => ({ amount: (old as Paid).amount * 100 }));
/** Of an accumulator that only `aggregate` knows. */
const SUM_IN_DOLLARS = new VersionedType<{ sum: number }>("Sum", 1);
const SUM_IN_CENTS = new VersionedType<{ sum: number }>("Sum", 2, (old) => ({
  sum: (old as { sum: number }).sum * 100,
}));

const summing: AggregateFunction<Paid, { sum: number }, Paid> = {
  createAccumulator: () => ({ sum: 0 }),
  add: ({ amount }, { sum }) => ({ sum: sum + amount }),
  getResult: ({ sum }) => ({ amount: sum }),
  merge: (a, b) => ({ sum: a.sum + b.sum }),
};
const add = (a: Paid, b: Paid): Paid => ({ amount: a.amount + b.amount });

type Keyed = KeyedStream<Paid, number>;
type Form = (
  paid: Keyed,
  accumulator: TypeInformation<{ sum: number }>,
  type: TypeInformation<Paid> | null,
) => DataStream<Paid>;

const tumbling = (paid: Keyed) => paid.window(TumblingEventTimeWindows.of(10));
const sessions = (paid: Keyed) => paid.window(EventTimeSessionWindows.withGap(10));
const sumOf = (elements: Iterable<Paid>): Paid => [...elements].reduce(add);

/** Each gives the sum of all that its window or key holds. */
const FORMS: Readonly<Record<string, Form>> = {
  "a list": (paid) => tumbling(paid).process((_key, _context, elements, out) => out.collect(sumOf(elements))),
  "a list of a session": (paid) =>
    sessions(paid).process((_key, _context, elements, out) => out.collect(sumOf(elements))),
  "the elements that an evictor chooses from": (paid) =>
    tumbling(paid)
      .evictor(CountEvictor.of(10))
      .process((_key, _context, elements, out) => out.collect(sumOf(elements))),
  "a reduction": (paid) => tumbling(paid).reduce(add),
  "a reduction of a session": (paid) => sessions(paid).reduce(add),
  "an accumulator": (paid, accumulator) => tumbling(paid).aggregate(summing, accumulator),
  "an accumulator of a session, with a function": (paid, accumulator) =>
    sessions(paid).aggregate(summing, (_key, _context, [sum], out) => out.collect(sum), accumulator),
  "the rolling reduction of a key": (paid) => paid.reduce(add),
  "a reduction after a union": (paid) => {
    const other = paid.filter(({ amount }) => amount > 0);
    return tumbling(other.union(paid.filter(() => true)).keyBy(() => 1)).reduce(add);
  },
  "a reduction of a side output": (paid, _accumulator, type) => {
    const tag = new OutputTag<Paid>("side", type);
    return tumbling(
      paid
        .filter(() => true)
        .getSideOutput(tag)
        .keyBy(() => 1),
    ).reduce(add);
  },
};

function harnessOf(form: Form, type: TypeInformation<Paid> | null, accumulator: TypeInformation<{ sum: number }>) {
  return harnessForStream<Paid>(
    (paid) =>
      form(
        paid.filter(() => true).keyBy(() => 1),
        accumulator,
        type,
      ),
    type === null ? {} : { type },
  );
}

describe("what windows keep", () => {
  it.each(Object.entries(FORMS))("%s is migrated from an older version of its type", (_name, form) => {
    const before = harnessOf(form, DOLLARS, SUM_IN_DOLLARS);
    before.processElement({ amount: 3 }, 1);
    before.processElement({ amount: 4 }, 2);
    const snapshot = before.snapshot();

    const same = harnessOf(form, DOLLARS, SUM_IN_DOLLARS);
    same.open(snapshot);
    same.processElement({ amount: 1 }, 3);
    same.processWatermark(100);
    expect(same.extractOutputValues()).toEqual([{ amount: 8 }]);

    const after = harnessOf(form, CENTS, SUM_IN_CENTS);
    after.open(snapshot);
    after.processElement({ amount: 1 }, 3);
    after.processWatermark(100);
    expect(after.extractOutputValues()).toEqual([{ amount: 701 }]);

    const older = harnessOf(form, DOLLARS, SUM_IN_DOLLARS);
    expect(() => older.open(after.snapshot())).toThrow(StateMigrationError);
  });

  it("is taken by its structure where nothing is declared", () => {
    for (const form of Object.values(FORMS)) {
      const before = harnessForStream<Paid>((paid) =>
        form(
          paid.keyBy(() => 1),
          undefined as never,
          null,
        ),
      );
      before.processElement({ amount: 3 }, 1);
      const after = harnessForStream<Paid>((paid) =>
        form(
          paid.keyBy(() => 1),
          undefined as never,
          null,
        ),
      );
      after.open(before.snapshot());
      after.processElement({ amount: 1 }, 3);
      after.processWatermark(100);
      expect(after.extractOutputValues()).toEqual([{ amount: 4 }]);
    }
  });
});
