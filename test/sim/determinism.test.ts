import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import { simulateVerified } from "../../sim/verify.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

const crashing = bucketScenario({ faults: ["crash:tm=B@cp.complete#3+40ms/1s"] });
const LOGS = ["buckets", "records", "windows"];

function outputs(run: Run): string[] {
  return LOGS.flatMap((log) => run.output(log).sort());
}

function run(scenario: Scenario, level: 0 | 1 | 2 = 0): Run {
  return simulate(scenario, bucketHost, { level, store: 0, freezeMessages: true });
}

describe("equal scenario, equal run", () => {
  test("the same scenario twice in one process gives the same digest, chain, events and output in order", () => {
    const [a, b] = [run(crashing), run(crashing)];
    expect(a.status).toBe("FINISHED");
    expect(a.restarts).toBeGreaterThan(0);
    expect(b.digest).toBe(a.digest);
    expect(b.digestChain).toEqual(a.digestChain);
    expect(b.events).toBe(a.events);
    expect(b.trace).toEqual(a.trace);
    for (const log of LOGS) expect(b.output(log)).toEqual(a.output(log));
  });

  test("the same scenario in two other processes gives the same digest", { timeout: 60_000 }, async () => {
    const script = fileURLToPath(new URL("support/print-digest.ts", import.meta.url));
    const child = () =>
      new Promise<string>((resolve, reject) => {
        execFile(process.execPath, ["--conditions=source", "--import", "tsx", script], (error, stdout) => {
          if (error === null) resolve(stdout.trim());
          else reject(error);
        });
      });
    expect(await Promise.all([child(), child()])).toEqual([run(crashing).digest, run(crashing).digest]);
  });

  test("what ran before in the process does not matter", () => {
    const before = run(crashing).digest;
    run(bucketScenario({ seed: 99, configuration: { "parallelism.default": 1 } }));
    expect(run(crashing).digest).toBe(before);
  });

  test("neither the level of the trace nor the checkers change the digest or the number of events", () => {
    const plain = run(crashing);
    for (const other of [run(crashing, 1), run(crashing, 2), simulateVerified(crashing, bucketHost)]) {
      expect(other.digest).toBe(plain.digest);
      expect(other.events).toBe(plain.events);
      expect(other.virtualMs).toBe(plain.virtualMs);
    }
  });

  test("events of the coordination level are the same whatever else is recorded", () => {
    const coarse = run(crashing).trace;
    const fine = simulate(crashing, bucketHost, { level: 2 }).trace.filter(({ id }) => (id & 3) === 0);
    expect(fine).toEqual(coarse);
  });

  test("another seed gives another digest and the same output, in whatever order", () => {
    const results = [1, 2, 3, 4].map((seed) => run({ ...crashing, seed }));
    expect(new Set(results.map(({ digest }) => digest)).size).toBe(4);
    for (const result of results) expect(outputs(result)).toEqual(outputs(results[0]));
  });

  test("stepping by events or by time makes the same run as running through", async () => {
    const { createSimulation, runOf } = await import("../../sim/simulation.ts");
    const byEvents = createSimulation(crashing, bucketHost);
    while (byEvents.advance({ events: 97 }));
    const byTime = createSimulation(crashing, bucketHost);
    for (let until = 1000; byTime.advance({ untilMicros: until }); until += 12_345);
    expect(runOf(byEvents).digest).toBe(run(crashing).digest);
    expect(runOf(byTime).digest).toBe(run(crashing).digest);
  });
});

describe("prefix law", () => {
  const calm = run(bucketScenario());
  const eventsBefore = (events: readonly TraceEvent[], micros: number) => events.filter(({ t }) => t < micros);

  const faults = fc.constantFrom(
    "crash:tm=B@T/1s",
    "crash:tm=A,silent@T/3s",
    "pause:tm=C@T/500ms",
    "slow:tm=A,x=8@T/1s",
    "cut:A-B@T/1s",
    "drop:method=acknowledgeCheckpoint,n=2@T",
    "slow-storage:x=50@T/2s",
  );

  test("a fault at t leaves everything before t as it was", () => {
    fc.assert(
      fc.property(faults, fc.integer({ min: 1, max: 4500 }), (fault, atMs) => {
        const configuration = { "execution.checkpointing.timeout": "5 s" };
        const undisturbed = run(bucketScenario({ configuration }));
        const disturbed = run(bucketScenario({ configuration, faults: [fault.replace("T", `${atMs}ms`)] }));
        const micros = atMs * 1000;
        expect(eventsBefore(disturbed.trace, micros)).toEqual(eventsBefore(undisturbed.trace, micros));
        const links = Math.floor(eventsBefore(undisturbed.trace, micros).length / 1024);
        expect(disturbed.digestChain.slice(0, links)).toEqual(undisturbed.digestChain.slice(0, links));
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  test("the part before an early fault is not empty, and what comes after it differs", () => {
    const disturbed = run(bucketScenario({ faults: ["crash:tm=B@3s/1s"] }));
    expect(eventsBefore(disturbed.trace, 3_000_000).length).toBeGreaterThan(1024);
    expect(disturbed.digestChain.slice(0, 1)).toEqual(calm.digestChain.slice(0, 1));
    expect(disturbed.digest).not.toBe(calm.digest);
  });
});

describe("nothing of the host gets in", () => {
  /** Each throws while it is poisoned. */
  const poisons: readonly [object, string][] = [
    [globalThis, "Date"],
    [globalThis, "Promise"],
    [globalThis, "setTimeout"],
    [globalThis, "setInterval"],
    [globalThis, "setImmediate"],
    [globalThis, "queueMicrotask"],
    [globalThis, "performance"],
    [globalThis, "crypto"],
    [globalThis, "fetch"],
    [globalThis, "Intl"],
    [Math, "random"],
    [process, "nextTick"],
    [process, "hrtime"],
    [String.prototype, "localeCompare"],
    [Number.prototype, "toLocaleString"],
    [Date.prototype, "toLocaleString"],
    ...["exp", "pow", "sin", "cos", "tan", "log", "log2", "log10", "cbrt", "hypot", "atan2", "sinh"].map(
      (name): [object, string] => [Math, name],
    ),
  ];

  /** Runs `body` while every one of them throws. */
  function poisoned<T>(body: () => T): T {
    const saved = poisons.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
    let touched = "";
    poisons.forEach(([owner, name]) => {
      const poison = (): never => {
        touched = name;
        throw new Error(`${name} was touched while the simulation ran.`);
      };
      Object.defineProperty(owner, name, { configurable: true, get: poison });
    });
    let result: T;
    try {
      result = body();
    } finally {
      poisons.forEach(([owner, name], i) => {
        const descriptor = saved[i];
        if (descriptor === undefined) Reflect.deleteProperty(owner, name);
        else Object.defineProperty(owner, name, descriptor);
      });
    }
    // What was touched inside a guarded call would otherwise be taken for a failure of the job.
    expect(touched).toBe("");
    return result;
  }

  test("a whole run with a crash touches no clock, randomness, timer, promise or locale", () => {
    const healthy = run(crashing, 2);
    const sick = poisoned(() => simulate(crashing, bucketHost, { level: 2, store: 0 }));
    expect(sick.status).toBe("FINISHED");
    expect(sick.digest).toBe(healthy.digest);
    expect(poisoned(() => simulateVerified(crashing, bucketHost)).exactlyOnce).toBe(true);
  });

  test("the poison works, and is gone afterwards", () => {
    expect(() => poisoned(() => Math.random())).toThrow("random was touched");
    expect(() => poisoned(() => Date.now())).toThrow("Date was touched");
    expect(Math.random()).toBeLessThan(1);
    expect(Date.now()).toBeGreaterThan(0);
    expect(typeof performance.now()).toBe("number");
  });
});

describe("who may import what", () => {
  const root = new URL("../../", import.meta.url);

  interface Source {
    readonly path: string;
    readonly code: string;
  }

  function sources(folder: string): Source[] {
    return readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ path: `${folder}${name}`, code: readFileSync(new URL(`${folder}${name}`, root), "utf8") }));
  }

  function imports({ code }: Source): string[] {
    return [...code.matchAll(/(?:from\s+|import\s+|import\()"([^"]+)"/g)].map((match) => match[1]);
  }

  /** First folder under the root that a relative import leads to, or the package. */
  function room(source: Source, specifier: string): string {
    if (!specifier.startsWith(".")) return specifier;
    return new URL(specifier, new URL(source.path, root)).href.slice(root.href.length).split("/")[0];
  }

  /** Code without comments, strings, templates' text and regular expressions. */
  function bare({ code }: Source): string {
    return code
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1")
      .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
      .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
      .replace(/`(?:[^`\\]|\\.)*`/g, "``");
  }

  const src = sources("src/");
  const sim = sources("sim/");

  test("src imports nothing but src", () => {
    const strangers = src.flatMap((source) => imports(source).map((name) => [source.path, room(source, name)]));
    expect(strangers.filter(([, name]) => name !== "src")).toEqual([]);
    expect(strangers.length).toBeGreaterThan(300);
  });

  test("sim imports src, sim and seedrandom only", () => {
    const strangers = sim.flatMap((source) => imports(source).map((name) => [source.path, room(source, name)]));
    expect(strangers.filter(([, name]) => !["src", "sim", "seedrandom"].includes(name))).toEqual([]);
    expect(strangers.length).toBeGreaterThan(100);
  });

  test("what checks a trace knows of the runtime only the shape of traces", () => {
    const allowed = /\/src\/(trace\/|types\/)|\/sim\/(trace|check)\//;
    const folds = sim.filter(
      ({ path }) => path.startsWith("sim/check/properties/") || path.startsWith("sim/check/lineage/"),
    );
    const reached = folds.flatMap((source) =>
      imports(source).map((name) => new URL(name, new URL(source.path, root)).href.slice(root.href.length - 1)),
    );
    expect(reached.filter((path) => !allowed.test(path))).toEqual([]);
  });

  test("the page imports sim, src and its libraries, and nothing of it the way back", () => {
    const strangers = sources("visualizer/").flatMap((source) =>
      imports(source).map((name) => [source.path, room(source, name)]),
    );
    const libraries = ["preact", "preact/hooks", "@preact/signals", "d3-scale", "vite"];
    expect(strangers.filter(([, name]) => !["visualizer", "src", "sim", ...libraries].includes(name))).toEqual([]);
    expect(strangers.length).toBeGreaterThan(300);
    for (const folder of ["exercises/", "bench/cases/"])
      expect(sources(folder).flatMap((source) => imports(source).map((name) => room(source, name)))).not.toContain(
        "visualizer",
      );
  });

  test("what the page shows of a run it knows from its trace, and never from the runtime", () => {
    // The worker runs the simulation, the library makes jobs: they show nothing.
    const running = /^visualizer\/(worker|library)\//;
    const allowed = /\/src\/(trace|types)\/|\/sim\/(trace|narrate|faults|link)\/|\/sim\/scenario\.ts$/;
    const reached = sources("visualizer/")
      .filter(({ path }) => !running.test(path))
      .flatMap((source) =>
        imports(source)
          .filter((name) => ["src", "sim"].includes(room(source, name)))
          .map((name) => [source.path, new URL(name, new URL(source.path, root)).href.slice(root.href.length - 1)]),
      );
    expect(reached.filter(([, path]) => !allowed.test(path))).toEqual([]);
    expect(reached.length).toBeGreaterThan(20);
  });

  test("there is no promise, clock, timer or randomness of the host in src and sim", () => {
    const forbidden =
      /\b(?:async|await|Promise|setTimeout|setInterval|setImmediate|queueMicrotask|performance|localeCompare|toLocale\w+|Intl)\b|\bMath\.(?:random|exp|pow|sin|cos|tan|log|log2|log10|cbrt|hypot|atan2)\b|\bDate\.now\b|\bnew Date\(\)|\bcrypto\.|\bprocess\.(?:env|argv|nextTick|hrtime|cwd|exit|stdout|memoryUsage)/;
    // What replaces the host's globals for user code has to name them.
    const judged = [...src, ...sim].filter(({ path }) => !path.startsWith("sim/globals/"));
    const found = judged.flatMap((source) => {
      const match = forbidden.exec(bare(source));
      return match === null ? [] : [`${source.path}: ${match[0]}`];
    });
    expect(found).toEqual([]);
  });
});
