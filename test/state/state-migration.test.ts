import { describe, expect, it } from "vitest";
import { type HarnessSettings, type OneInputHarness, ProcessFunctionTestHarnesses } from "../../src/harness/index.ts";
import {
  AggregatingStateDescriptor,
  type CheckpointedFunction,
  type FunctionInitializationContext,
  KeyedProcessFunction,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  type RuntimeContext,
  StateTtlConfig,
  type TypeInformation,
  Types,
  ValueStateDescriptor,
  VersionedType,
} from "../../src/index.ts";
import { HeapKeyedStateBackend } from "../../src/state/heap-keyed-state-backend.ts";
import { HeapOperatorStateBackend } from "../../src/state/heap-operator-state-backend.ts";
import { keyGroupOf } from "../../src/state/key-groups.ts";
import { StateMigrationError } from "../../src/types/errors.ts";

/** What a function does with the state of the present key. */
type Use = (context: RuntimeContext, value: unknown) => unknown;

class UsesState extends KeyedProcessFunction<string, unknown, unknown> {
  private context!: RuntimeContext;
  private readonly use: Use;

  constructor(use: Use) {
    super();
    this.use = use;
  }

  override open(context: RuntimeContext): void {
    this.context = context;
    // States are opened where real jobs open them, before the first record.
    this.use(context, OPENING);
  }

  override processElement(value: unknown, _context: unknown, out: { collect(value: unknown): void }): void {
    const given = this.use(this.context, value);
    if (given !== undefined) out.collect(given);
  }
}

const OPENING = Symbol("opening");

function harness(use: Use, settings: HarnessSettings = {}): OneInputHarness {
  return ProcessFunctionTestHarnesses.forKeyedProcessFunction(new UsesState(use), () => "key", settings);
}

/** Writes with one program, restores with another and reads. */
function carryOver(write: Use, read: Use, value: unknown, parallelism = 1): unknown {
  const old = harness(write);
  old.processElement(value);
  const snapshot = old.snapshot();
  const fresh = harness(read, { parallelism });
  fresh.open(snapshot, parallelism);
  fresh.processElement("read");
  return fresh.extractOutputValues()[0];
}

const writing =
  <T>(type: TypeInformation<T>): Use =>
  (context, value) => {
    const state = context.getState(new ValueStateDescriptor<T>("state", type));
    if (value !== OPENING) state.update(value as T);
    return undefined;
  };
const reading =
  <T>(type: TypeInformation<T>): Use =>
  (context, value) => {
    const state = context.getState(new ValueStateDescriptor<T>("state", type));
    return value === OPENING ? undefined : state.value();
  };

const INCOMPATIBLE: readonly [string, TypeInformation<never>, TypeInformation<never>, string, string][] = [
  ["another basic type", Types.INT, Types.LONG, "LONG", "INT"],
  [
    "a field of another type",
    Types.OBJECT<{ a: number }>({ a: Types.INT }),
    Types.OBJECT<{ a: string }>({ a: Types.STRING }),
    "OBJECT(a: STRING)",
    "OBJECT(a: INT)",
  ],
  [
    "a tuple of another length",
    Types.TUPLE(Types.INT),
    Types.TUPLE(Types.INT, Types.INT),
    "TUPLE(INT, INT)",
    "TUPLE(INT)",
  ],
  ["an enum that lost a value", Types.ENUM("A", "B"), Types.ENUM("A"), "ENUM(A)", "ENUM(A, B)"],
  ["a type where none was declared", Types.GENERIC, Types.INT, "INT", "GENERIC"],
  ["an older version", new VersionedType("T", 2), new VersionedType("T", 1, (old) => old), "T", "T version 2"],
  ["a newer version without a way", new VersionedType("T", 1), new VersionedType("T", 2), "T version 2", "T"],
];

describe("state of a declared type, restored by a program that declares", () => {
  it("the same type, is read as is", () => {
    const type = Types.OBJECT<{ a: number; b: string[] }>({ a: Types.INT, b: Types.LIST(Types.STRING) as never });
    expect(carryOver(writing(type), reading(type), { a: 1, b: ["x"] })).toEqual({ a: 1, b: ["x"] });
    expect(carryOver(writing(Types.ENUM("A", "B")), reading(Types.ENUM("C", "B", "A")), "B")).toBe("B");
  });

  it("fields that came and went, is read after migration with Java's defaults", () => {
    const old = Types.OBJECT<{ stays: string; goes: number }>({ stays: Types.STRING, goes: Types.INT });
    const fresh = Types.OBJECT<Record<string, unknown>>({
      stays: Types.STRING,
      count: Types.LONG,
      seen: Types.BOOLEAN,
      text: Types.STRING,
    } as never);
    expect(carryOver(writing(old), reading(fresh), { stays: "x", goes: 1 }, 3)).toEqual({
      stays: "x",
      count: 0,
      seen: false,
      text: null,
    });
  });

  it("an own type of a later version, goes through its migration", () => {
    const one = new VersionedType<{ dollars: number }>("Fare", 1);
    const three = new VersionedType<{ cents: number; from: number }>("Fare", 3, (old, from) => ({
      cents: (old as { dollars: number }).dollars * 100,
      from,
    }));
    expect(carryOver(writing(one), reading(three), { dollars: 7 })).toEqual({ cents: 700, from: 1 });
  });

  it.each(INCOMPATIBLE)("%s, is refused", (_what, old, fresh, newName, oldName) => {
    const restore = () => carryOver(writing(old), reading(fresh), 1);
    expect(restore).toThrow(StateMigrationError);
    expect(restore).toThrow(
      `For heap backends, the new state serializer (${newName}) must not be incompatible with the old state serializer (${oldName}).`,
    );
  });

  it("types with migrated parts inside, migrates those of tuples, lists, maps and optional values", () => {
    type Inner = { a: number };
    const of = (inner: TypeInformation<Inner>) =>
      Types.TUPLE(
        Types.LIST(inner),
        Types.MAP(Types.STRING, inner),
        Types.OPTIONAL(Types.LIST(inner)),
        Types.ROW(inner as never),
      );
    const value = [[{ a: 1 }, { a: 2 }], new Map([["k", { a: 3 }]]), [{ a: 5 }], [{ a: 4 }]];
    const old = of(Types.OBJECT({ a: Types.INT }));
    const fresh = of(Types.OBJECT({ a: Types.INT, b: Types.STRING } as never));
    expect(carryOver(writing(old), reading(fresh), value)).toEqual([
      [
        { a: 1, b: null },
        { a: 2, b: null },
      ],
      new Map([["k", { a: 3, b: null }]]),
      [{ a: 5, b: null }],
      [{ a: 4, b: null }],
    ]);
  });
});

/** All kinds of keyed state, with values of one type, filled with one value and read. */
const KINDS: readonly [string, (type: TypeInformation<never>) => Use][] = [
  [
    "list",
    (type) => (context, value) => {
      const state = context.getListState(new ListStateDescriptor("state", type));
      if (value === OPENING) return undefined;
      return value === "read" ? [...state.get()] : state.add(value as never);
    },
  ],
  [
    "map",
    (type) => (context, value) => {
      const state = context.getMapState(new MapStateDescriptor("state", Types.STRING, type));
      if (value === OPENING) return undefined;
      return value === "read" ? [...state.values()] : state.put("k", value as never);
    },
  ],
  [
    "reducing",
    (type) => (context, value) => {
      const state = context.getReducingState(new ReducingStateDescriptor("state", (a: never) => a, type));
      if (value === OPENING) return undefined;
      return value === "read" ? [state.get()] : state.add(value as never);
    },
  ],
  [
    "aggregating",
    (type) => (context, value) => {
      const keepLast = {
        createAccumulator: () => null as never,
        add: (last: never) => last,
        getResult: (last: never) => last,
        merge: (last: never) => last,
      };
      const state = context.getAggregatingState(new AggregatingStateDescriptor("state", keepLast, type));
      if (value === OPENING) return undefined;
      return value === "read" ? [state.get()] : state.add(value as never);
    },
  ],
  [
    "expiring list",
    (type) => (context, value) => {
      const descriptor = new ListStateDescriptor("state", type).enableTimeToLive(StateTtlConfig.newBuilder(10).build());
      const state = context.getListState(descriptor);
      if (value === OPENING) return undefined;
      return value === "read" ? [...state.get()] : state.add(value as never);
    },
  ],
  [
    "expiring map",
    (type) => (context, value) => {
      const descriptor = new MapStateDescriptor("state", Types.STRING, type);
      const state = context.getMapState(descriptor.enableTimeToLive(StateTtlConfig.newBuilder(10).build()));
      if (value === OPENING) return undefined;
      return value === "read" ? [...state.values()] : state.put("k", value as never);
    },
  ],
];

const BEFORE = Types.OBJECT<{ a: number }>({ a: Types.INT });
const AFTER = Types.OBJECT<{ a: number; b: number }>({ a: Types.INT, b: Types.INT });
const CHANGED = Types.OBJECT<{ a: string }>({ a: Types.STRING });

describe.each(KINDS)("%s state of a declared type", (_kind, use) => {
  it("is read as is, after migration, or not at all", () => {
    expect(carryOver(use(BEFORE), use(BEFORE), { a: 1 })).toEqual([{ a: 1 }]);
    expect(carryOver(use(BEFORE), use(AFTER), { a: 1 })).toEqual([{ a: 1, b: 0 }]);
    expect(() => carryOver(use(BEFORE), use(CHANGED), { a: 1 })).toThrow("must not be incompatible with the old");
  });
});

describe("the snapshot of declared state", () => {
  it("is a few bytes longer than that of state by structure, which stays as it was", () => {
    const bytesOf = (use: Use) => {
      const one = harness(use);
      one.processElement(7);
      return one.snapshot().keyed[0].length;
    };
    const undeclared: Use = (context, value) => {
      const state = context.getState(new ValueStateDescriptor<unknown>("state"));
      if (value !== OPENING) state.update(value);
      return undefined;
    };
    const plain = bytesOf(undeclared);
    expect(bytesOf(writing(Types.GENERIC as TypeInformation<never>))).toBe(plain);
    expect(bytesOf(writing(Types.INT as TypeInformation<never>)) - plain).toBeLessThan(8);
  });

  it("passes on what was declared, though the next program never opens the state", () => {
    const old = harness(writing(BEFORE));
    old.processElement({ a: 1 });
    const idle = harness(() => undefined);
    idle.open(old.snapshot(), 2);
    const fresh = harness(reading(AFTER));
    fresh.open(idle.snapshot(), 1);
    fresh.processElement("read");
    expect(fresh.extractOutputValues()).toEqual([{ a: 1, b: 0 }]);
    const refused = harness(reading(AFTER));
    expect(() => harness(reading(CHANGED)).open(idle.snapshot(), 1)).toThrow("must not be incompatible");
    expect(() => refused.open(idle.snapshot(), 1)).not.toThrow();
  });

  it("is asked by subtasks too that have no entry of the state", () => {
    const old = harness(writing(BEFORE));
    old.processElement({ a: 1 });
    const group = keyGroupOf("key", 128);
    const empty = group === 0 ? 1 : 0;
    const other = new HeapKeyedStateBackend({ maxParallelism: 128, firstKeyGroup: empty, lastKeyGroup: empty });
    other.restore(old.snapshot().keyed[0]);
    expect(other.numStateEntries()).toBe(0);
    expect(() => other.state(new ValueStateDescriptor("state", CHANGED))).toThrow("must not be incompatible");
  });
});

describe("the type of the keys", () => {
  const counting: Use = (context, value) => {
    const state = context.getState(new ValueStateDescriptor<number>("n"));
    return value === OPENING ? undefined : state.update((state.value() ?? 0) + 1);
  };
  const restore = (before: TypeInformation<never>, after: TypeInformation<never>) => () => {
    const old = harness(counting, { keyType: before as TypeInformation<unknown> });
    old.processElement(1);
    harness(counting, { keyType: after as TypeInformation<unknown> }).open(old.snapshot());
  };

  it("must be what it was: not even a migration is possible", () => {
    expect(restore(Types.STRING, Types.STRING)).not.toThrow();
    expect(restore(Types.STRING, Types.GENERIC)).toThrow(
      "The new key serializer (GENERIC) must be compatible with the previous key serializer (STRING).",
    );
    expect(restore(new VersionedType("K", 1), new VersionedType("K", 2, (old) => old))).toThrow(
      "The new key serializer (K version 2) must be compatible with the previous key serializer (K).",
    );
  });
});

class Lists implements CheckpointedFunction {
  private readonly type: TypeInformation<never>;
  private elements: unknown[] = [];

  constructor(type: TypeInformation<never>) {
    this.type = type;
  }

  initializeState(context: FunctionInitializationContext): void {
    const store = context.getOperatorStateStore();
    const split = store.getListState(new ListStateDescriptor("split", this.type));
    const union = store.getUnionListState(new ListStateDescriptor("union", this.type));
    this.elements = [...split.get(), ...union.get()];
    if (context.isRestored()) return;
    split.add({ a: 1 } as never);
    union.add({ a: 2 } as never);
  }

  snapshotState(): void {}

  processElement(_value: unknown, _context: unknown, out: { collect(value: unknown): void }): void {
    for (const element of this.elements) out.collect(element);
  }
}

describe("operator state of a declared type", () => {
  const restoreLists = (after: TypeInformation<never>) => {
    const snapshot = ProcessFunctionTestHarnesses.forProcessFunction(new Lists(BEFORE)).snapshot();
    const fresh = ProcessFunctionTestHarnesses.forProcessFunction(new Lists(after));
    fresh.open(snapshot, 2);
    fresh.processElement(0);
    return fresh.extractOutputValues();
  };

  it("is read as is, after migration, or not at all", () => {
    expect(restoreLists(BEFORE)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(restoreLists(AFTER)).toEqual([
      { a: 1, b: 0 },
      { a: 2, b: 0 },
    ]);
    expect(() => restoreLists(CHANGED)).toThrow(
      "The new state typeSerializer for operator state must not be incompatible.",
    );
  });

  it("of broadcast states tells the type of the keys from that of the values", () => {
    const written = new HeapOperatorStateBackend();
    written.broadcastState("rules", { keyType: Types.STRING, valueType: BEFORE }).put("k", { a: 1 });
    const restored = (keyType: TypeInformation<unknown>, valueType: TypeInformation<unknown>) => {
      const fresh = new HeapOperatorStateBackend();
      fresh.restore(written.snapshot());
      return [...fresh.broadcastState("rules", { keyType, valueType }).entries()];
    };
    expect(restored(Types.STRING, BEFORE)).toEqual([["k", { a: 1 }]]);
    expect(restored(Types.STRING, AFTER)).toEqual([["k", { a: 1, b: 0 }]]);
    expect(() => restored(Types.INT, BEFORE)).toThrow(
      "The new key typeSerializer for broadcast state must not be incompatible.",
    );
    expect(() => restored(Types.STRING, CHANGED)).toThrow(
      "The new value typeSerializer for broadcast state must not be incompatible.",
    );
  });
});
