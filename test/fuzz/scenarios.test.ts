import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { chooseScenario } from "../../cli/scenario-of.ts";
import { UserError } from "../../cli/user-error.ts";
import { wordCount } from "../../exercises/jobs/word-count.ts";
import { wordCountScenario } from "../../exercises/scenarios/more-jobs.ts";
import { KeyedEntropy } from "../../sim/kernel/entropy.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { readScenario } from "../../sim/scenario-file.ts";
import { createVerifiedSimulation } from "../../sim/verify.ts";
import { FILES, mutate } from "./support/mutate.ts";

const folder = mkdtempSync(join(tmpdir(), "tidemark-fuzz-"));
const path = join(folder, "damaged.scenario.json");
const lines = wordCountScenario.inputs?.lines as { records: readonly unknown[] };
const original: Scenario = { ...wordCountScenario, inputs: { lines: { records: lines.records.slice(0, 6) } } };
const good = JSON.stringify(original, null, 1);
/** Enough to see the job run and fail. */
const EVENTS = 4000;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The scenario that the command reads out of the file; null when it is refused in one sentence. */
function reading(text: string): Scenario | null {
  writeFileSync(path, text);
  try {
    return chooseScenario(undefined, { scenario: path }).scenario;
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    expect(thrown.message.trim()).not.toBe("");
    expect(thrown.message).not.toMatch(/\n\s+at |undefined|TypeError/);
    return null;
  }
}

/** What was read can be run and judged, as the command does it; only a job that has finished is said to be exactly once. */
function run(scenario: Scenario): void {
  const host = { programs: { "word-count": wordCount } };
  const { simulation, result } = createVerifiedSimulation(scenario, host, { store: -1 });
  simulation.advance({ events: EVENTS });
  const { status, exactlyOnce } = result();
  expect(["RUNNING", "FINISHED", "FAILED", "LIMIT", "LOST"]).toContain(status);
  if (exactlyOnce) expect(status).toBe("FINISHED");
}

test(`${FILES} damaged scenarios are refused in a sentence, or are what they say`, { timeout: 600_000 }, () => {
  let refused = 0;
  for (let i = 0; i < FILES; i++) {
    const draws = new KeyedEntropy(11).draws("fuzz scenario", String(i));
    // As it stands in a file, where half a character cannot be.
    const damaged = Buffer.from(mutate(good, draws)).toString("utf8");
    const scenario = reading(damaged);
    const data = parsed(damaged);
    if (scenario === null) {
      refused++;
      continue;
    }
    // Nothing of the file was left out, filled in or taken for something else.
    const { programs, inputs, cluster, configuration, faults, ...rest } = data as Scenario;
    const { cluster: _cluster, ...known } = scenario;
    expect(known).toEqual({
      ...rest,
      programs: [{ module: programs[0].module, args: programs[0].args ?? {} }],
      inputs: inputs ?? {},
      configuration: configuration ?? {},
      faults: faults ?? [],
    });
    expect(scenario.cluster).toEqual(cluster);
    expect(readScenario(scenario).ok).toBe(true);
    run(scenario);
  }
  expect(refused).toBeGreaterThan(FILES * 0.6);
});

test("line ends of Windows change nothing", () => {
  expect(reading(good.replaceAll("\n", "\r\n"))).toEqual(reading(good));
});
