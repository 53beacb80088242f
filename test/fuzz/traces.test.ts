import { expect, test } from "vitest";
import { KeyedEntropy } from "../../sim/kernel/entropy.ts";
import { simulate } from "../../sim/simulation.ts";
import { readTrace, type StoredTrace, TraceFileError, writeTrace } from "../../sim/trace/jsonl.ts";
import { readings } from "../support/bucket-job.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";
import { FILES, mutate } from "./support/mutate.ts";

const scenario = bucketScenario({ inputs: { readings: { records: readings(20) } } });
const run = simulate(scenario, bucketHost, { level: 1 });
const good = writeTrace({ scenario, digest: run.digest, level: 1 }, run.trace);
const original = readTrace(good);

/** What the reader makes of it; null when it was refused in one sentence. */
function reading(text: string): StoredTrace | null {
  try {
    return readTrace(text);
  } catch (thrown) {
    if (!(thrown instanceof TraceFileError)) throw thrown;
    expect(thrown.message).toMatch(/^Line \d+ of the trace [\s\S]+\.$/);
    expect(thrown.message.length).toBeLessThan(400);
    return null;
  }
}

test(`${FILES} damaged traces are refused in a sentence, unless the damage means nothing`, { timeout: 600_000 }, () => {
  let refused = 0;
  for (let i = 0; i < FILES; i++) {
    const draws = new KeyedEntropy(7).draws("fuzz trace", String(i));
    const damaged = mutate(good, draws);
    const read = reading(damaged);
    if (read === null) refused++;
    else expect(read).toEqual(original);
  }
  expect(refused).toBeGreaterThan(FILES * 0.9);
});
