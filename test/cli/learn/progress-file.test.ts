import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashOf, Progress } from "../../../cli/learn/progress-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tidemark-progress-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const passing = { state: "passing", sha256: hashOf("text") } as const;

describe("the progress file", () => {
  it("remembers tries from one start to the next", () => {
    new Progress(folder).record("hourly-tips", passing);
    expect(new Progress(folder).of("hourly-tips")).toEqual(passing);
    expect(new Progress(folder).of("ride-count")).toBeUndefined();
  });

  it("forgets what is reset", () => {
    const progress = new Progress(folder);
    progress.record("hourly-tips", passing);
    progress.forget("hourly-tips");
    expect(new Progress(folder).of("hourly-tips")).toBeUndefined();
  });

  it.each(["", "{", "[]", '{"version":2,"exercises":{}}', '{"version":1,"exercises":{"a":{"state":"done"}}}'])(
    "keeps a file aside that is none of its own: %s",
    (content) => {
      writeFileSync(join(folder, ".progress.json"), content);
      const progress = new Progress(folder);
      expect(progress.putAside).not.toBeNull();
      expect(readFileSync(progress.putAside ?? "", "utf8")).toBe(content);
      expect(existsSync(join(folder, ".progress.json"))).toBe(false);
      progress.record("hourly-tips", passing);
      writeFileSync(join(folder, ".progress.json"), content);
      expect(new Progress(folder).putAside).not.toBe(progress.putAside);
      expect(readdirSync(folder).filter((name) => name.includes("unreadable"))).toHaveLength(2);
    },
  );
});
