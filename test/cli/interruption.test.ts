import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { inFolder, PATIENT, ridesFile } from "./command.ts";

const COMMAND = resolve(import.meta.dirname, "../../cli/bin/tidemark.js");

interface Running {
  readonly child: ChildProcess;
  readonly text: { stdout: string; stderr: string };
}

function started(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Running {
  const { CI: _, ...env } = process.env;
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { ...env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.on("data", (chunk) => {
      text[name] += chunk;
    });
  return { child, text };
}

/** Waits until something is so. */
async function until(happened: () => boolean, child: ChildProcess): Promise<void> {
  while (!happened() && child.exitCode === null) await new Promise((done) => setTimeout(done, 2));
}

describe.concurrent("a run that is ended by a signal", PATIENT, () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s: says what is known so far, writes no file, ends with %i", (signal, expected) =>
    inFolder(async (folder) => {
      const { child, text } = started(["run", "hourly-tips", "--trace", join(folder, "run.jsonl")]);
      await until(() => text.stderr.includes("checkpoint"), child);
      child.kill(signal);
      const [code] = await once(child, "close");
      expect(code).toBe(expected);
      // Where nothing is a terminal the progress comes as plain lines, and not often.
      expect(text.stderr).toMatch(/^[\d.]+ s, [\d,]+ of 100,000 records, \d+ checkpoints?, \d+ restarts?\n$/);
      expect(text.stdout).toMatch(
        /^Stopped at [\d.]+ s of virtual time; nothing was verified\.\nInput +[\d,]+ of 100,000 records read\nCheckpoints \d+ completed\nRestarts +\d\n/,
      );
      expect(text.stdout).not.toContain("Digest");
      expect(readdirSync(folder)).toEqual([]);
    }),
  );

  test("while the trace is written: nothing of it is left", () =>
    inFolder(async (folder) => {
      const rides = ridesFile(folder, 8000);
      const before = readdirSync(folder);
      const args = ["run", "hourly-tips", "--input", rides, "--fault", "none"];
      const { child } = started([...args, "--trace", join(folder, "run.jsonl"), "--trace-level", "records"]);
      await until(() => readdirSync(folder).some((name) => name.endsWith(".part")), child);
      child.kill("SIGINT");
      const [code] = await once(child, "close");
      expect(code).toBe(130);
      expect(readdirSync(folder)).toEqual(before);
    }));

  test("with --json: programs get no half object", async () => {
    const { child, text } = started(["run", "hourly-tips", "--json"]);
    await new Promise((done) => setTimeout(done, 1500));
    child.kill("SIGINT");
    const [code, signal] = await once(child, "close");
    // On a busy machine the program itself may not have begun; then the signal ends it as any other.
    expect([130, "SIGINT"]).toContain(code ?? signal);
    expect(text.stdout).toBe("");
    expect(text.stderr).toMatch(code === null ? /^$/ : /^Stopped at /);
  });
});

test("a run of some seconds is silent for programs, even where CI is not set", PATIENT, async () => {
  const { child, text } = started(["run", "ride-count", "--fault", "none", "--json"]);
  await once(child, "close");
  expect(text.stderr).toBe("");
});
