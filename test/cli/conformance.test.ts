import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PATIENT, tidemark } from "./command.ts";

let directory: string;

const valve = (id: string, emitted: number) => ({
  id,
  kind: "watermark-valve",
  spec: { channels: 2 },
  script: [
    { op: "watermark", channel: 0, ts: 5 },
    { op: "watermark", channel: 1, ts: 3 },
  ],
  expected: [{ out: [] }, { out: [{ wm: emitted }] }],
});

const lines = (...cases: readonly unknown[]) => `${cases.map((one) => JSON.stringify(one)).join("\n")}\n`;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tidemark-conformance-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A directory with these files. */
function cases(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = mkdtempSync(join(directory, `${name}-`));
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
}

describe("tidemark conformance", PATIENT, () => {
  test("counts by kind, over plain and packed files", async () => {
    const path = cases("good", {
      "a.jsonl": lines(valve("valve-1", 3)),
      "b.jsonl.gz": gzipSync(lines(valve("valve-2", 3))),
    });
    const { code, stdout } = await tidemark("conformance", path);
    expect(stdout).toBe("watermark-valve: 2 passed, 0 failed\n\n2 passed, 0 failed\n");
    expect(code).toBe(0);
  });

  test("shows the first difference step by step, and counts a kind that is not there as failed", async () => {
    const other = { id: "x-1", kind: "teleportation", spec: {}, script: [], expected: [] };
    const path = cases("bad", { "a.jsonl": lines(valve("valve-1", 3), valve("valve-2", 4), other) });
    const { code, stdout } = await tidemark("conformance", path);
    expect(code).toBe(1);
    expect(stdout).toContain("watermark-valve: 1 passed, 1 failed\nteleportation: not implemented, 1 cases\n");
    expect(stdout).toContain("first difference in case valve-2 (line 2 of ");
    expect(stdout).toContain('  step 0    {"op":"watermark","channel":0,"ts":5}\n  as expected {"out":[]}');
    expect(stdout).toContain('  expected  {"out":[{"wm":4}]}\n  got       {"out":[{"wm":3}]}');
    expect(stdout.endsWith("\n1 passed, 2 failed\n")).toBe(true);
  });

  test("takes one kind or one case, and prints JSON", async () => {
    const path = cases("some", { "a.jsonl": lines(valve("valve-1", 3), valve("valve-2", 4)) });
    const one = await tidemark("conformance", path, "--case", "valve-1", "--json");
    expect(one.code).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject({ passed: 1, failed: 0, kinds: [{ firstDifference: null }] });
    expect((await tidemark("conformance", path, "--kind", "timers")).stderr).toContain(
      'There are no cases of kind "timers"; there are watermark-valve.',
    );
  });

  test("refuses what is no file of cases, and names the line", async () => {
    const wrong = (content: string) => tidemark("conformance", cases("wrong", { "a.jsonl": content }));
    const torn = await wrong(`${lines(valve("valve-1", 3))}{"id": "valve-2"`);
    expect(torn.code).toBe(2);
    expect(torn.stderr).toMatch(/^tidemark: Line 2 of .*a\.jsonl is no JSON: /);
    const { expected: _expected, ...unanswered } = valve("valve-1", 3);
    expect((await wrong(lines({ ...unanswered, expected: [] }))).stderr).toContain("it has 2 steps and 0 answers");
    expect((await wrong("")).stderr).toContain("are empty");
    expect((await tidemark("conformance", join(directory, "nowhere"))).stderr).toContain("there is no such file");
    expect((await tidemark("conformance", cases("none", {}))).stderr).toContain("There is no file of cases");
  });
});
