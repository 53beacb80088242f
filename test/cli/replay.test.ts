import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Comparison } from "../../cli/comparison.ts";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { simulate } from "../../sim/simulation.ts";
import { CHAIN_INTERVAL, DIGEST_ALGORITHM } from "../../sim/trace/digest.ts";
import { readTrace, type StoredTrace, traceLines, writeTrace } from "../../sim/trace/jsonl.ts";
import { PATIENT, ridesFile, tidemark } from "./command.ts";

let folder = "";
let saved: StoredTrace;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tidemark-replay-"));
  await tidemark("run", "recovery", "--quiet", "--trace", join(folder, "run.jsonl"));
  saved = readTrace(readFileSync(join(folder, "run.jsonl"), "utf8"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The saved trace with something changed, as a file that is whole. */
function changed(name: string, header: Partial<StoredTrace["header"]>, events = saved.events): string {
  const path = join(folder, name);
  writeFileSync(path, writeTrace({ ...saved.header, ...header }, events));
  return path;
}

describe.concurrent("tidemark replay", PATIENT, () => {
  test.each(["digest", "coordination", "buffers", "records"])(
    "of a trace of level %s is the same run",
    async (level) => {
      const path = join(folder, `${level}.jsonl`);
      await tidemark("run", "zombie", "--seed", "3", "--quiet", "--trace", path, "--trace-level", level);
      const { header, events } = readTrace(readFileSync(path, "utf8"));
      const { code, stdout, stderr } = await tidemark("replay", path);
      expect(stdout).toContain(`Digest      ${header.digest}`);
      expect(stdout).toMatch(/^The same run: /);
      expect(stdout).toContain(
        level === "digest" ? "has no events" : `${events.length.toLocaleString("en-US")} events`,
      );
      expect([code, stderr]).toEqual([0, ""]);
    },
  );

  test("shows the first event that differs, before and now, and ends with 1", async () => {
    const at = saved.events.findIndex(({ kind }) => kind === "cp.complete");
    const other = saved.events.map((event, i) => (i === at ? { ...event, t: event.t + 7 } : event));
    const path = changed("event.jsonl", {}, other);
    const [text, json] = await Promise.all([tidemark("replay", path), tidemark("replay", path, "--json")]);
    expect(text.stdout).toMatch(
      new RegExp(`^Another run: after ${at} events that are the same, it differs at 1\\.9 s\\.`),
    );
    expect(text.stdout).toMatch(
      /Before:\n.*Checkpoint 1 is complete.*\nNow:\n.*Checkpoint 1 is complete.*\nThey differ in t\.\n/s,
    );
    expect(JSON.parse(json.stdout)).toMatchObject({
      same: false,
      compared: at,
      difference: { was: { t: other[at].t }, is: { t: saved.events[at].t } },
      window: null,
    });
    expect([text.code, json.code]).toEqual([1, 1]);
  });

  test("says which run has ended when the other goes on", async () => {
    const shorter = changed("shorter.jsonl", {}, saved.events.slice(0, -1));
    const longer = changed("longer.jsonl", {}, [...saved.events, saved.events[0]]);
    const [before, now] = await Promise.all([tidemark("replay", shorter), tidemark("replay", longer)]);
    expect(before.stdout).toMatch(/Before:\n {2}\(nothing: the run had ended\)\nNow:\n.*The run ends/);
    expect(now.stdout).toMatch(/Now:\n {2}\(nothing: the run ends\)/);
    expect([before.code, now.code]).toEqual([1, 1]);
  });

  test("says where digests part when no event differs, as far as the file knows", async () => {
    const digest = "0".repeat(32);
    const { chain: _, ...bare } = saved.header;
    const path = join(folder, "bare.jsonl");
    writeFileSync(path, writeTrace({ ...bare, digest }, saved.events));
    const [known, unknown] = await Promise.all([
      tidemark("replay", changed("d.jsonl", { digest })),
      tidemark("replay", path),
    ]);
    expect(known.stdout.replace(/\s+/g, " ")).toMatch(
      /events are the same, but the digest differs first within the coordination events 1 to [\d,]+, from 0\.0 s to 7\.2 s/,
    );
    expect(unknown.stdout).toMatch(/the digest differs;\s+the\s+file\s+does\s+not\s+say\s+where/);
    expect([known.code, unknown.code]).toEqual([1, 1]);
  });

  test("finds the input and the module of a trace that lies elsewhere", async () => {
    const home = join(folder, "home");
    const traces = join(folder, "traces");
    for (const path of [home, traces]) mkdirSync(path);
    ridesFile(home, 50);
    const scenario = { ...JOBS["hourly-tips"].scenario, faults: [] };
    const inputs = { rides: { file: "rides.txt", format: "taxi-rides" } };
    writeFileSync(join(home, "s.json"), JSON.stringify({ ...scenario, inputs }));
    const path = join(traces, "run.jsonl");
    await tidemark("run", "--scenario", join(home, "s.json"), "--quiet", "--trace", path);
    expect((await tidemark("replay", path)).stdout).toMatch(/^The same run/);
  });

  test("refuses the trace of a job module that has changed since", async () => {
    const module = join(folder, "job.ts");
    const source = `import { replaySource, transactionalLogSink, WatermarkStrategy } from "tidemark";
export default (env) => {
  env.fromSource(replaySource({ input: "n", timestampOf: (n) => n, speed: 1, disorderMs: 0 }), WatermarkStrategy.noWatermarks(), "n")
    .map((n) => n + 1).sinkTo(transactionalLogSink({ log: "out" }));
  env.execute("n");
};
`;
    writeFileSync(module, source);
    const path = join(folder, "sub", "run.jsonl");
    mkdirSync(join(folder, "sub"));
    const scenario = {
      ...SCENARIOS.recovery,
      programs: [{ module: "./job.ts" }],
      inputs: { n: { records: [1, 2, 3] } },
    };
    writeFileSync(join(folder, "n.json"), JSON.stringify({ ...scenario, faults: [] }));
    await tidemark("run", "--scenario", join(folder, "n.json"), "--quiet", "--trace", path);
    expect((await tidemark("replay", path)).stdout).toMatch(/^The same run/);
    writeFileSync(module, source.replace("n + 1", "n + 2"));
    const { code, stderr } = await tidemark("replay", path);
    expect(stderr).toMatch(/^tidemark: The job module \.\.\/job\.ts has changed: .*\n$/);
    expect(code).toBe(2);
  });

  test("refuses digests of another algorithm, and a scenario that cannot be run", async () => {
    const other = join(folder, "other.jsonl");
    writeFileSync(other, [...traceLines({ ...saved.header, digestAlgorithm: "md5" }, saved.events)].join("\n"));
    const broken = changed("broken.jsonl", { scenario: { ...SCENARIOS.recovery, seed: "x" } });
    const [algorithm, scenario] = await Promise.all([tidemark("replay", other), tidemark("replay", broken)]);
    expect(algorithm.stderr).toContain(`has digests of md5; this program computes ${DIGEST_ALGORITHM}`);
    expect(scenario.stderr).toMatch(/The scenario in .* cannot be run: scenario\.seed has to be a whole number/);
    expect([algorithm.code, scenario.code]).toEqual([2, 2]);
  });
});

describe("the comparison of two runs", PATIENT, () => {
  const scenario = {
    ...SCENARIOS.recovery,
    configuration: { ...SCENARIOS.recovery.configuration, "execution.checkpointing.interval": "50 ms" },
  };
  const host = { programs: { "harbour-tolls": JOBS["harbour-tolls"].program } };

  test("finds the window of 1,024 events in which chains of digests part", () => {
    const before = simulate(scenario, host);
    expect(before.digestChain.length).toBeGreaterThan(2);
    const chain = before.digestChain.map((entry, i) => (i < 1 ? entry : "f".repeat(32)));
    const header = { scenario, digest: "", digestAlgorithm: DIGEST_ALGORITHM, level: -1, chain } as const;
    const comparison = new Comparison(header, [].values());
    const now = simulate(scenario, host, { observers: [comparison] });
    expect(comparison.lastDifference()).toBeNull();
    const coordination = now.trace;
    expect(comparison.window(now.digestChain)).toEqual({
      from: CHAIN_INTERVAL + 1,
      to: 2 * CHAIN_INTERVAL,
      fromMicros: coordination[CHAIN_INTERVAL - 1].t,
      toMicros: coordination[2 * CHAIN_INTERVAL - 1].t,
    });
  });
});
