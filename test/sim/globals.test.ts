import { describe, expect, test } from "vitest";
import { VirtualGlobals, withGlobals } from "../../sim/globals/virtual-globals.ts";
import { createSimulation, type Run, runOf, START_EPOCH_MS, simulate } from "../../sim/simulation.ts";
import type { DataStream } from "../../src/api/data-stream.ts";
import { exactMath } from "../../src/math/index.ts";
import type { Reading } from "../support/bucket-job.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";
import { jobOf, jobScenario } from "../support/user-code.ts";

const careless = jobOf((stream) =>
  stream.map(
    ({ id }) => `${id} ${Date.now()} ${new Date().getHours()} ${Math.random()} ${Math.sin(id)} ${performance.now()}`,
  ),
);

/** Descriptors of everything that may be replaced. */
function globalsNow(): unknown[] {
  const owners: object[] = [globalThis, Math, Date.prototype, performance];
  return owners.map((owner) =>
    Object.entries(Object.getOwnPropertyDescriptors(owner)).filter(([key]) => key !== "expect"),
  );
}

function marks(run: Run): unknown[] {
  return run.trace.filter(({ kind }) => kind === "mark").map(({ ext }) => ext?.label);
}

/** The result of an expression that user code evaluates. */
function seen<T>(expression: (reading: Reading) => T): string[] {
  const run = simulate(
    jobScenario(),
    jobOf((stream) => stream.map((reading) => JSON.stringify(expression(reading)))),
  );
  expect(run.failure).toBeNull();
  return run.output("out");
}

describe("user code that asks the engine for time and chance", () => {
  test("gets the same in each run of a scenario", () => {
    const [a, b] = [simulate(jobScenario(), careless), simulate(jobScenario(), careless)];
    expect(a.status).toBe("FINISHED");
    expect(a.output("out")).toHaveLength(40);
    expect(b.output("out")).toEqual(a.output("out"));
    expect(b.digest).toBe(a.digest);
    expect(new Set(a.output("out").map((line) => line.split(" ")[3])).size).toBe(40);
    expect(
      simulate(jobScenario({ seed: 4 }), careless)
        .output("out")
        .sort(),
    ).not.toEqual(a.output("out").sort());
  });

  test("gets virtual time, and the sine of every engine", () => {
    for (const line of simulate(jobScenario(), careless).output("out")) {
      const [id, epochMs, hours, random, sine, milliseconds] = line.split(" ").map(Number);
      expect(epochMs - START_EPOCH_MS).toBe(Math.floor(milliseconds));
      expect(milliseconds).toBeLessThan(60_000);
      expect(hours).toBe(0);
      expect(random >= 0 && random < 1).toBe(true);
      expect(sine).toBe(exactMath.sin(id));
    }
  });

  test("is named in the trace, once for each global", () => {
    expect(marks(simulate(jobScenario(), careless)).sort()).toEqual(
      ["Date.now", "Math.random", "new Date", "performance.now"].map((name) => `user code used ${name}`),
    );
    expect(seen(() => new Date(5).toISOString())[0]).toBe('"1970-01-01T00:00:00.005Z"');
  });

  test("is refused what would run outside of virtual time", () => {
    for (const name of ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch"] as const) {
      const call = globalThis[name] as (argument: unknown) => void;
      expect(typeof call).toBe("function");
      const body = (stream: DataStream<Reading>) =>
        stream.map(() => {
          (globalThis[name] as (argument: unknown) => void)(() => {});
          return "";
        });
      const run = simulate(jobScenario(), jobOf(body));
      expect(run.status).toBe("FAILED");
      const message = String(run.trace.find(({ kind }) => kind === "fail.task")?.ext?.message);
      expect(message).toMatch(
        new RegExp(`^${name} was called by user code on tm-[AB]#1 at [\\d.]+ ms of virtual time, but`),
      );
    }
  });
});

describe("the virtual Date", () => {
  test.each<[string, () => unknown, unknown]>([
    ["local fields are those of UTC", () => new Date(2013, 0, 1, 13, 5).toISOString(), "2013-01-01T13:05:00.000Z"],
    ["text without a zone is in UTC", () => new Date("2013-01-01T00:00:00").getTime(), 1356998400000],
    ["so is text with a blank", () => Date.parse("2013-01-01 00:00:00"), 1356998400000],
    ["a zone in the text counts", () => Date.parse("2013-01-01 00:00:00 +0200"), 1356991200000],
    [
      "text has no zone of the machine",
      () => String(new Date(0)),
      "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)",
    ],
    ["setters work in UTC", () => new Date(new Date(0).setHours(7)).toJSON(), "1970-01-01T07:00:00.000Z"],
    ["the offset is zero", () => new Date(2013, 6, 1).getTimezoneOffset(), 0],
    [
      "an invalid date stays one",
      () => [String(new Date("nonsense")), new Date(Number.NaN).toDateString()],
      ["Invalid Date", "Invalid Date"],
    ],
    [
      "it is a Date",
      () => [new Date(0) instanceof Date, new Date(0).constructor === Date, Date.name],
      [true, true, "Date"],
    ],
    ["a copy of a date is that date", () => new Date(new Date(123)).getTime(), 123],
    ["without new it is text", () => typeof Date(), "string"],
  ])("%s", (_name, expression, expected) => {
    expect(seen(expression)[0]).toBe(JSON.stringify(expected));
  });
});

describe("the engine's globals", () => {
  test("are back after a run, also after one that failed", () => {
    const before = globalsNow();
    simulate(jobScenario(), careless);
    expect(globalsNow()).toEqual(before);
    const failing = createSimulation(jobScenario(), careless);
    failing.kernel.step = () => {
      throw new Error("broken");
    };
    expect(() => failing.advance()).toThrow("broken");
    expect(globalsNow()).toEqual(before);
  });

  test("are each simulation's own when two take turns, and when one runs inside another", () => {
    const alone = runOf(finish(createSimulation(jobScenario(), careless)));
    const [a, b] = [createSimulation(jobScenario(), careless), createSimulation(jobScenario({ seed: 9 }), careless)];
    for (let more = true; more; ) more = [a.advance({ events: 7 }), b.advance({ events: 11 })].includes(true);
    expect(runOf(a).digest).toBe(alone.digest);
    expect(a.output("out")).toEqual(alone.output("out"));
    expect(b.output("out").sort()).not.toEqual(alone.output("out").sort());

    const nested = jobOf((stream) =>
      stream.map(({ id }) => {
        const before = Date.now();
        const inner = id === 0 ? simulate(jobScenario(), careless).digest : "";
        return `${inner}${Date.now() - before}`;
      }),
    );
    const run = simulate(jobScenario(), nested);
    expect(run.output("out").sort().at(-1)).toBe(`${alone.digest}0`);
  });

  test("that cannot be replaced are named in one sentence, and the rest works", () => {
    const host = { startEpochMs: 5, nowMicros: () => 2000, draw: () => 0, place: () => "here", onFirstUse: () => {} };
    const globals = new VirtualGlobals(host);
    expect(withGlobals(globals, () => Date.now())).toBe(7);
    expect(globals.warning).toBeNull();
    const descriptor = Object.getOwnPropertyDescriptor(Math, "random") as PropertyDescriptor;
    const define = Object.defineProperty;
    Object.defineProperty(Math, "random", { ...descriptor, writable: false });
    try {
      // As if it were not configurable, which could not be undone.
      Object.defineProperty = (target, key, attributes) => {
        if (target === Math) throw new TypeError("Cannot redefine property");
        return define(target, key, attributes);
      };
      expect(withGlobals(globals, () => Date.now())).toBe(7);
    } finally {
      Object.defineProperty = define;
      Object.defineProperty(Math, "random", descriptor);
    }
    expect(globals.warning).toBe(
      "This environment does not let Math.random be replaced: a job that uses them may not repeat itself.",
    );
  });
});

describe("the runtime itself", () => {
  const crashing = bucketScenario({ faults: ["crash:tm=B@cp.complete#3+40ms/1s"] });

  test("asks for no time and no chance, neither the engine's nor the virtual one", () => {
    const healthy = simulate(crashing, bucketHost);
    expect(marks(healthy)).toEqual([]);
    // Without the virtual globals in front, whatever the runtime called would meet the poison.
    const simulation = createSimulation(crashing, bucketHost);
    simulation.globals.enter = () => {};
    simulation.globals.leave = () => {};
    const touched: string[] = [];
    const owners: [object, string[]][] = [
      [globalThis, ["Date", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch"]],
      [performance, ["now"]],
      [Math, ["random", ...Object.keys(exactMath)]],
      [Date.prototype, ["getTime", "getHours", "toString"]],
    ];
    const undo = owners.flatMap(([owner, names]) =>
      names.map((name) => {
        const descriptor = Object.getOwnPropertyDescriptor(owner, name);
        const poison = () => {
          touched.push(name);
          throw new Error(`${name} was called.`);
        };
        Object.defineProperty(owner, name, { value: poison, configurable: true, writable: true });
        return () => {
          if (descriptor === undefined) Reflect.deleteProperty(owner, name);
          else Object.defineProperty(owner, name, descriptor);
        };
      }),
    );
    try {
      finish(simulation);
    } finally {
      for (const restore of undo) restore();
    }
    expect(touched).toEqual([]);
    expect(runOf(simulation).digest).toBe(healthy.digest);
  });
});

function finish(simulation: ReturnType<typeof createSimulation>): ReturnType<typeof createSimulation> {
  while (simulation.advance());
  return simulation;
}
