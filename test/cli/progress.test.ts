import { describe, expect, test } from "vitest";
import { Progress, progressForm, progressLine } from "../../cli/progress.ts";
import { RunStory } from "../../cli/story.ts";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { simulate } from "../../sim/simulation.ts";

const BOTH = { stdout: true, stderr: true };
const programs = { "harbour-tolls": JOBS["harbour-tolls"].program };

function storyOfRecovery(): RunStory {
  const story = new RunStory();
  simulate(SCENARIOS.recovery, { programs }, { level: 2, store: -1, observers: [story] });
  return story;
}

describe("progress", () => {
  test("is a bar in a terminal, lines elsewhere, nothing for programs and in CI", () => {
    expect(progressForm({}, {}, BOTH)).toBe("bar");
    expect(progressForm({}, {}, { stdout: false, stderr: true })).toBe("lines");
    expect(progressForm({}, {}, { stdout: true, stderr: false })).toBe("lines");
    expect(progressForm({}, { TERM: "dumb" }, BOTH)).toBe("lines");
    expect(progressForm({}, { CI: "true" }, BOTH)).toBe("none");
    expect(progressForm({ quiet: true }, {}, BOTH)).toBe("none");
    expect(progressForm({ json: true }, {}, BOTH)).toBe("none");
  });

  test("says virtual time, records (each once), checkpoints and restarts", () => {
    const story = storyOfRecovery();
    const checkpoints = `${story.completedAt.length} checkpoint${story.completedAt.length === 1 ? "" : "s"}`;
    expect(progressLine(7_200_000, story, 32, false)).toBe(`7.2 s, 16 of 32 records, ${checkpoints}, 1 restart`);
    expect(progressLine(7_200_000, story, 32, true)).toBe(
      `[##########          ] 7.2 s, 16 records, ${checkpoints}, 1 restart`,
    );
    expect(progressLine(7_200_000, story, 0, true)).toBe(`7.2 s, 16 records, ${checkpoints}, 1 restart`);
  });

  test("as lines comes at most every two seconds, and nothing is drawn over", () => {
    const written: string[] = [];
    const progress = new Progress("lines", 10, (text) => written.push(text), 0);
    for (let now = 0; now <= 5000; now += 50) progress.show(now * 1000, new RunStory(), now);
    progress.clear();
    expect(written).toEqual([
      "2.0 s, 0 of 10 records, 0 checkpoints, 0 restarts\n",
      "4.0 s, 0 of 10 records, 0 checkpoints, 0 restarts\n",
    ]);
  });

  test("as a bar stays on one line of 80 columns and is gone at the end", () => {
    const written: string[] = [];
    const progress = new Progress("bar", 10, (text) => written.push(text), 0);
    for (let now = 0; now <= 1000; now += 10) progress.show(1e15, new RunStory(), now);
    progress.clear();
    expect(written.length).toBeGreaterThan(5);
    expect(written.length).toBeLessThan(15);
    expect(written.at(-1)).toBe("\r\x1b[2K");
    for (const text of written) expect(text.slice("\r\x1b[2K".length).length).toBeLessThan(80);
  });

  test("that was never shown leaves the terminal alone", () => {
    const written: string[] = [];
    new Progress("bar", 10, (text) => written.push(text), 0).clear();
    expect(written).toEqual([]);
  });
});
