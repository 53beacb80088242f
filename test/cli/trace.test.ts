import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTrace } from "../../sim/trace/jsonl.ts";
import { PATIENT, tidemark } from "./command.ts";

let folder = "";
let path = "";
let content = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tidemark trace 潮-"));
  path = join(folder, "run.jsonl");
  await tidemark("run", "recovery", "--quiet", "--trace", path, "--trace-level", "records");
  content = readFileSync(path, "utf8");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (text: string): string[] => text.trimEnd().split("\n");
function saved(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe.concurrent("tidemark trace", PATIENT, () => {
  test("prints a line for every event: id, virtual time, kind, sentence", async () => {
    const { code, stdout } = await tidemark("trace", path);
    const { events } = readTrace(content);
    const lines = linesOf(stdout);
    expect(lines).toHaveLength(events.length);
    lines.forEach((line, i) => {
      const [id, time, unit, kind] = line.trim().split(/\s+/);
      expect([Number(id), Number(time), unit, kind]).toEqual([
        events[i].id,
        Number((events[i].t / 1e6).toFixed(3)),
        "s",
        events[i].kind,
      ]);
    });
    expect(stdout).toMatch(/iv\.apply +A fault: TaskManager B dies, and with it what was in its memory\.$/m);
    expect(code).toBe(0);
  });

  test("--json prints the events as they are in the file", async () => {
    const { stdout } = await tidemark("trace", path, "--json");
    expect(linesOf(stdout)).toEqual(linesOf(content).slice(1, -1));
  });

  test.each([
    [["--kind", "cp"], /^cp\./],
    [["--kind", "cp.*"], /^cp\./],
    [["--kind", "cp.ack"], /^cp\.ack$/],
    [["--kind", "cp.ack,txn"], /^(cp\.ack|txn\..*)$/],
    [["--kind", "iv", "--kind", "job.state"], /^(iv\..*|job\.state)$/],
  ])("%j chooses kinds", async (args, kinds) => {
    const { stdout } = await tidemark("trace", path, "--json", ...args);
    const expected = readTrace(content).events.filter(({ kind }) => kinds.test(kind));
    expect(linesOf(stdout).map((line) => JSON.parse(line).id)).toEqual(expected.map(({ id }) => id));
  });

  test("--task takes a number, a name, or the name of all subtasks; attempts share a name", async () => {
    const ids = async (task: string): Promise<number[]> => {
      const { stdout } = await tidemark("trace", path, "--json", "--task", task, "--kind", "cp.ack");
      return [...new Set(linesOf(stdout).map((line): number => JSON.parse(line).task))];
    };
    const [one, named, all] = await Promise.all([ids("0"), ids("gate 1"), ids("Gate")]);
    expect(one).toEqual([0]);
    expect(named).toHaveLength(2);
    expect(all).toHaveLength(4);
    expect(all).toEqual(expect.arrayContaining(named));
  });

  test("--from and --to choose virtual times, both included", async () => {
    const { stdout } = await tidemark("trace", path, "--json", "--from", "1900", "--to", "3112.5");
    const times = linesOf(stdout).map((line): number => JSON.parse(line).t);
    const expected = readTrace(content).events.filter(({ t }) => t >= 1_900_000 && t <= 3_112_500);
    expect(times).toEqual(expected.map(({ t }) => t));
    expect(times.length).toBeGreaterThan(10);
  });

  test("--why tells the causes of a commit, back to the fault", async () => {
    const commit = readTrace(content).events.findLast(({ kind }) => kind === "txn.commit");
    const { code, stdout } = await tidemark("trace", path, "--why", String(commit?.id));
    const lines = linesOf(stdout);
    expect(lines[0]).toMatch(/txn\.commit +Transaction .* is committed\.$/);
    expect(stdout).toMatch(/cp\.complete +Checkpoint 2 is complete/);
    expect(stdout).not.toContain("not in this file");
    expect(lines.at(-1)).toMatch(/iv\.apply +A fault: .* Here it begins: the scenario says so\.$/);
    expect(code).toBe(0);
  });

  test("a file with CR LF line ends is read", async () => {
    const file = saved("crlf.jsonl", content.replaceAll("\n", "\r\n"));
    const [crlf, lf] = await Promise.all([tidemark("trace", file), tidemark("trace", path)]);
    expect([crlf.code, crlf.stdout]).toEqual([0, lf.stdout]);
    const replayed = await tidemark("replay", file);
    expect(replayed.stdout).toMatch(/^The same run/);
  });

  test("nothing found is said, and is no failure", async () => {
    const { code, stdout, stderr } = await tidemark("trace", path, "--kind", "win");
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/no event of this trace/);
  });

  test("stops when nobody reads on", async () => {
    const command = resolve(import.meta.dirname, "../../cli/bin/tidemark.js");
    const child = spawn(process.execPath, [command, "trace", path], { stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "close");
    expect([code, stderr]).toEqual([0, ""]);
  });
});

describe.concurrent("a trace that cannot be used is refused in one sentence, by trace and by replay", PATIENT, () => {
  const damaged: readonly (readonly [string, () => string, RegExp])[] = [
    ["of another version", () => content.replace('"version":1', '"version":7'), /Line 1 of the trace has version 7/],
    [
      "with an unknown field",
      () => content.replace(/\{"id":4,/, '{"idd":3,"id":4,'),
      /Line 3 of the trace has the unknown field "idd"/,
    ],
    ["that was cut off", () => content.slice(0, content.length / 2), /Line \d+ of the trace is not JSON/],
    [
      "that was cut off between two lines",
      () => `${linesOf(content).slice(0, 50).join("\n")}\n`,
      /Line 51 of the trace is missing: the file was cut off/,
    ],
    ["in which a byte was changed", () => content.replace('"task":0', '"task":1'), /the file was changed/],
    [
      "whose chain of digests is none",
      () => content.replace('"chain":[]', '"chain":["x"]'),
      /Line 1 of the trace has a chain that is no list of digests/,
    ],
    ["that is empty", () => "", /Line 1 of the trace is missing/],
    ["that is no text", () => "\u0000\u0001\u0002\n", /Line 1 of the trace is not JSON/],
    [
      "that is a scenario",
      () => JSON.stringify(readTrace(content).header.scenario, null, 2),
      /is a scenario, not the trace of a run; run it with: tidemark run --scenario /,
    ],
  ];

  test.each(damaged)("%s", async (name, text, sentence) => {
    const file = saved(`${name.replaceAll(" ", "-")}.jsonl`, text());
    for (const command of ["trace", "replay"]) {
      const { code, stdout, stderr } = await tidemark(command, file);
      expect(stderr).toMatch(sentence);
      expect(stderr).toContain(file);
      expect(linesOf(stderr)).toHaveLength(1);
      expect([command, code, stdout]).toEqual([command, 2, ""]);
    }
  });

  test("of 100 MB without line ends, without taking as much memory", async () => {
    const file = join(folder, "huge.jsonl");
    const out = createWriteStream(file);
    for (let i = 0; i < 100; i++) if (!out.write("x".repeat(1 << 20))) await once(out, "drain");
    out.end();
    await once(out, "close");
    for (const command of ["trace", "replay", "run"]) {
      const { code, stdout, stderr } = await tidemark(...(command === "run" ? ["run", "--scenario"] : [command]), file);
      expect(stderr).toMatch(/^tidemark: .*(more than 64 MB|has 105 MB).*\.\n$/);
      expect([command, code, stdout]).toEqual([command, 2, ""]);
    }
  });

  test("of 40 MB whose last line is missing: the sentence comes after what could be read", async () => {
    const file = join(folder, "long.jsonl");
    const out = createWriteStream(file);
    const lines = linesOf(content);
    out.write(`${lines[0]}\n`);
    const block = `${lines.slice(1, -1).join("\n")}\n`;
    for (let size = 0; size < 4e7; size += block.length) if (!out.write(block)) await once(out, "drain");
    out.end();
    await once(out, "close");
    const { code, stdout, stderr } = await tidemark("trace", file, "--kind", "run.begin");
    expect(linesOf(stdout).length).toBeGreaterThan(100);
    expect(stderr).toMatch(/^tidemark: .*Line \d+ of the trace is missing: the file was cut off\.\n$/);
    expect(code).toBe(2);
  });
});

describe.concurrent("wrong use of trace ends with 2 and one sentence", PATIENT, () => {
  test.each([
    [["--kind", "cpp"], /There is no kind of event cpp; did you mean cp\?/],
    [["--kind", "txn.comit"], /There is no kind of event txn\.comit; did you mean txn\.commit\?/],
    [["--kind", "xyzzyx"], /There is no kind of event xyzzyx; there is run, .*cp/],
    [["--task", "gat 1"], /There is no task gat 1 in this trace; did you mean gate 1\?/],
    [["--task", "99"], /There is no task 99 in this trace; .*(gate|did you mean)/],
    [["--why", "99999"], /There is no event 99999 in /],
    [["--why", "x"], /--why.*'x'.*whole number/],
    [["--why", "4", "--kind", "cp"], /'--why <event>' cannot be used with option '--kind <kind>'/],
    [["--from", "soon"], /--from.*'soon'.*milliseconds/],
    [["--from", "5", "--to", "4"], /--from is after --to/],
    [["--kin", "cp"], /unknown option '--kin'; did you mean --kind\?/],
  ])("%j", async (args, sentence) => {
    const { code, stdout, stderr } = await tidemark("trace", path, ...args);
    expect(stderr).toMatch(sentence);
    expect(linesOf(stderr)).toHaveLength(1);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test.each(["trace", "replay"])("%s of a file that is not there, or is a folder", async (command) => {
    const [none, directory] = await Promise.all([tidemark(command, "no-such.jsonl"), tidemark(command, folder)]);
    expect(none.stderr).toBe("tidemark: The trace no-such.jsonl cannot be read: there is no such file.\n");
    expect(directory.stderr).toBe(`tidemark: The trace ${folder} cannot be read: it is a directory.\n`);
    expect([none.code, directory.code]).toEqual([2, 2]);
  });
});
