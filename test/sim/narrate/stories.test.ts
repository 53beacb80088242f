import { describe, expect, test } from "vitest";
import { JOBS } from "../../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { columnsOf } from "../../../sim/narrate/columns.ts";
import { narrate } from "../../../sim/narrate/narrate.ts";
import { simulate } from "../../../sim/simulation.ts";
import { simulateVerified } from "../../../sim/verify.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));
const traceOf = (name: string) => simulate(SCENARIOS[name], { programs }, { level: 2 }).trace;
/** A story as one line of text. */
const told = (name: string): string =>
  narrate(traceOf(name), { lines: 36 })
    .map(({ text }) => text.slice(11).trim())
    .join(" ");

/** What a reader has to find, in this order. */
const ESSENTIAL: Readonly<Record<string, readonly string[]>> = {
  watermark: [
    "Gauge 1 sends a record of 1 s, for window [0 s, 5 s) of pier.",
    "Gauge 1 has watermark 1 s − 2 s − 1 ms = −1.001 s",
    "Harbour takes the lowest of its inputs",
    "Window [0 s, 5 s) of pier waits for 4.999 s.",
    "Enough for window [0 s, 5 s) of pier, which needs 4.999 s; but gauge 2 is only at 0.999 s, and the lowest counts. It waits.",
    "Window [0 s, 5 s) of pier fires, with five records, because the watermark of harbour rose from 0.999 s to 5.499 s",
    '{"place":"pier","until":5,"cm":252}',
    "The record of 4.2 s from gauge 2 is late: window [0 s, 5 s) is over",
    "Window [5 s, 10 s) of pier fires, with three records, because its inputs have ended",
  ],
  checkpoint: [
    "The JobManager starts checkpoint 1",
    "Gate 2 notes its position, two records sent, and sends barrier 1 behind them.",
    "Sum 2 has the barrier of gate 2 and reads no more from it",
    "it has waited 0.4 s for gate 1",
    "All four subtasks have acknowledged: checkpoint 1 is complete",
  ],
  "two-phase-commit": [
    "They are pending: nobody who reads only what is committed can see them.",
    "Desk 1 pre-commits sold-0-1@0",
    "checkpoint 1 is complete",
    "commits sold-1-1@0: two lines become visible: ticket 2 and ticket 4.",
  ],
  recovery: [
    "A fault: TaskManager B dies",
    "The JobManager notices: connection unexpectedly closed by TaskManager B.",
    "Restart on TaskManager A. Every subtask gets its state of checkpoint 1",
    "Gate 1 goes back from four records to two records and will send two records again. That doubles nothing",
    "is committed again, which changes nothing",
    "the job has finished",
  ],
  "checkpoint-expires": [
    "A fault: nothing gets through between TaskManager A and TaskManager B for 3 s.",
    "Checkpoint 2 is given up after 2 s: its time is up, and sum 1 and sum 2 had not acknowledged; still waiting were sum 1 for the barrier of gate 2 and sum 2 for the barrier of gate 1.",
    "Checkpoint 3 is complete",
    "the job has finished",
  ],
  "transaction-timeout": [
    "A fault: TaskManager A dies",
    "The log aborts transaction sold-1-2@0, whose timeout of 60 s is over: its three lines will never be visible.",
    "Every subtask gets its state of checkpoint 2",
    "was aborted by its timeout of 60 s before it could be committed (open for 1 ms, then an outage of 70 s): 3 records lost.",
    "The log refuses the commit; to ask again would not help, so the sink drops it and the job goes on.",
    "the job has finished, but six records are lost.",
  ],
};

describe("the story of a small run", () => {
  test.each(Object.keys(ESSENTIAL))("%s tells what it is about, in order", (name) => {
    const story = told(name);
    let at = 0;
    for (const sentence of ESSENTIAL[name]) {
      expect(story.slice(at)).toContain(sentence);
      at = story.indexOf(sentence, at);
    }
  });

  test.each(Object.keys(SCENARIOS))("%s keeps within its columns and lines, however little room there is", (name) => {
    const trace = traceOf(name);
    for (const [columns, lines] of [
      [80, 36],
      [60, 20],
      [100, 12],
    ]) {
      const story = narrate(trace, { columns, lines });
      expect(story.length).toBeLessThanOrEqual(lines);
      expect(Math.max(...story.map(({ text }) => columnsOf(text)))).toBeLessThanOrEqual(columns);
    }
  });

  test("names a given-up checkpoint nowhere as complete", () => {
    expect(told("lost-acknowledgement")).toContain("Checkpoint 2 is given up");
    expect(told("lost-acknowledgement")).not.toContain("Checkpoint 2 is complete");
  });

  test("of a job without checkpoints says that its end commits, and names no checkpoint", () => {
    const { configuration, ...scenario } = SCENARIOS["two-phase-commit"];
    const { "execution.checkpointing.interval": _, ...without } = configuration as Record<string, string | number>;
    const { trace } = simulate({ ...scenario, configuration: without }, { programs }, { level: 2 });
    const story = narrate(trace, { lines: 36 })
      .map(({ text }) => text.slice(11).trim())
      .join(" ");
    expect(story).toContain("at the end of its input: no checkpoint will come, so it is committed at once.");
    expect(story).toMatch(/Transaction sold-0-1@0 is committed: .* become visible/);
    expect(story).not.toMatch(/checkpoint -?\d|undefined|null/);
  });

  test("of a job that may not restart says that it failed, and of what", () => {
    const scenario = {
      ...SCENARIOS.recovery,
      configuration: { ...SCENARIOS.recovery.configuration, "restart-strategy.type": "none" },
    };
    const story = narrate(simulate(scenario, { programs }, { level: 2 }).trace).map(({ text }) => text);
    // It is about the failure: how transactions work is not explained.
    expect(story.join(" ")).not.toContain("pre-commits");
    expect(story.at(-1)).toContain("The job has failed: connection unexpectedly closed by TaskManager B.");
  });

  test("changes no digest: the run is the same at the level of coordination", () => {
    for (const name of Object.keys(ESSENTIAL)) {
      const coarse = simulate(SCENARIOS[name], { programs });
      expect(simulateVerified(SCENARIOS[name], { programs }, { store: 2 }).digest).toBe(coarse.digest);
    }
  });
});
