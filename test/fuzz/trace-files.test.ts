import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readThrough } from "../../cli/trace-file.ts";
import { UserError } from "../../cli/user-error.ts";
import { KeyedEntropy } from "../../sim/kernel/entropy.ts";
import { simulate } from "../../sim/simulation.ts";
import { writeTrace } from "../../sim/trace/jsonl.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { KeyedDraws } from "../../src/world.ts";
import { tidemark } from "../cli/command.ts";
import { readings } from "../support/bucket-job.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";
import { FILES, mutate } from "./support/mutate.ts";

/** So many of the files are given to the command itself, in processes of their own. */
const WHOLE_COMMANDS = 8;
const folder = mkdtempSync(join(tmpdir(), "tidemark-fuzz-"));
const path = join(folder, "damaged.trace.jsonl");
const scenario = bucketScenario({ inputs: { readings: { records: readings(10) } } });
const run = simulate(scenario, bucketHost);
const good = Buffer.from(`${writeTrace({ scenario, digest: run.digest, level: 0 }, run.trace).trimEnd()}\n`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bytes that are no text any more, too. */
function damage(draws: KeyedDraws): Buffer {
  if (draws.below(2) === 0) return Buffer.from(mutate(good.toString("utf8"), draws));
  const bytes = Buffer.from(good);
  for (let left = 1 + draws.below(3); left > 0; left--) bytes[draws.below(bytes.length)] ^= 1 + draws.below(255);
  return bytes;
}

/** The events as the commands read them; null when the file was refused in one sentence. */
function reading(): TraceEvent[] | null {
  const events: TraceEvent[] = [];
  try {
    readThrough(path, (event) => events.push(event));
    return events;
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    expect(thrown.message).toMatch(/^.*damaged\.trace\.jsonl.*\.$/s);
    expect(thrown.message).not.toMatch(/\n\s+at |undefined|TypeError/);
    return null;
  }
}

test(`${FILES} damaged files are refused in a sentence, unless the damage means nothing`, { timeout: 600_000 }, () => {
  writeFileSync(path, good);
  const original = reading();
  expect(original).not.toBeNull();
  let refused = 0;
  for (let i = 0; i < FILES; i++) {
    writeFileSync(path, damage(new KeyedEntropy(13).draws("fuzz trace file", String(i))));
    const read = reading();
    if (read === null) refused++;
    else expect(read).toEqual(original);
  }
  expect(refused).toBeGreaterThan(FILES * 0.9);
});

test("the command itself ends with 2 and a sentence", { timeout: 60_000 }, async () => {
  const finished = Array.from({ length: WHOLE_COMMANDS }, (_, i) => {
    const file = join(folder, `${i}.trace.jsonl`);
    // Whatever else has happened to it, it was cut.
    writeFileSync(file, damage(new KeyedEntropy(14).draws("fuzz command", String(i))).subarray(0, good.length - 40));
    expect(readFileSync(file).length).toBeLessThan(good.length);
    return tidemark(i % 2 === 0 ? "trace" : "replay", file);
  });
  for (const { code, stderr } of await Promise.all(finished)) {
    expect(stderr).toMatch(/^tidemark: .*\.trace\.jsonl.*\.\n$/);
    expect(code).toBe(2);
  }
});
