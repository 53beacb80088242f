import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { examine } from "../../../sim/explore/examine.ts";
import { anchoredFaults } from "../../../sim/explore/shrink/anchored-faults.ts";
import { shrink } from "../../../sim/explore/shrink/shrink.ts";
import { TASK_EVENTS } from "../../../sim/faults/anchor-task.ts";
import { formatFault, parseFault } from "../../../sim/faults/fault-text.ts";
import { TaskNames } from "../../../sim/faults/task-names.ts";
import { instruction } from "../../../sim/narrate/fault-script.ts";
import { createSimulation, type Run, simulate } from "../../../sim/simulation.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { bucketHost, bucketScenario } from "../../support/bucket-scenario.ts";

function run(...faults: string[]): Run {
  return simulate(bucketScenario({ faults }), bucketHost);
}

/** Events of a kind in one subtask of a chain, which is known by its first operator. */
function inSubtask({ trace }: Run, kind: string, name: string, subtask: number): TraceEvent[] {
  const names = new TaskNames();
  return trace.filter((event) => {
    names.learn(event);
    return event.kind === kind && names.isIn(event, { name, subtask });
  });
}

const plain = run();
const names = fc.string({ unit: fc.constantFrom(..."%,()/@;#=+ 2Fa潮\n"), minLength: 1 });

describe("an anchor that names a task", () => {
  test.each([
    "crash:tm=B@txn.pre(task=Map)#1/5s",
    "crash:tm=B@txn.pre(task=Map,subtask=2)#3+2ms/5s",
    "pause:tm=A@cp.sync(cp=3,task=Source: orders -> Map,subtask=1)#1/1s",
  ])("is the same again when its text is read: %s", (text) => {
    expect(formatFault(parseFault(text))).toBe(text);
  });

  test("keeps whatever name a user has given", () => {
    const { when: _when, ...crash } = parseFault("crash:tm=A@1s/1s");
    const kind = "txn.pre";
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 9 }), (name, subtask) => {
        const fault = { ...crash, when: { kind, n: 2, checkpoint: 3, task: { name, subtask }, plusMs: 1 } } as const;
        const text = formatFault(fault);
        expect(parseFault(text)).toEqual(fault);
        expect(text.split(/[;\n]/)).toHaveLength(1);
      }),
    );
    expect(parseFault("crash:tm=A@txn.pre(task=a%2Fb %28x%29)#1").when).toMatchObject({ task: { name: "a/b (x)" } });
  });

  test.each([
    ["txn.pre(chain=Map)", '"chain" in the brackets is not one of cp=NUMBER, task=NAME and subtask=NUMBER'],
    ["txn.pre()", '"" in the brackets is not one of'],
    ["txn.pre(task=)", '"" is not the name of a task'],
    ["txn.pre(task=50%)", '"50%" is not the name of a task'],
    ["txn.pre(subtask=2)", "it has a subtask without a task"],
    ["txn.pre(task=Map,subtask=0)", "subtask has to be a whole number from 1"],
    ["cp.complete(task=Map)", '"cp.complete" does not happen in a task'],
  ])("is refused with one sentence: %s", (when, why) => {
    expect(() => parseFault(`crash:tm=A@${when}`)).toThrow(`cannot be read: ${why}`);
  });

  test("meets the events of that task and no other", () => {
    for (const [name, subtask] of [
      ["KeyedProcess", 2],
      ["Source: readings", 3],
    ] as const) {
      const met = inSubtask(plain, "cp.sync", name, subtask)[1];
      const struck = run(`pause:tm=A@cp.sync(task=${name},subtask=${subtask})#2+1us/1ms`);
      expect(struck.faults[0].firedAt).toBe(met.t + 1);
    }
    const any = run("pause:tm=A@cp.sync(cp=2,task=KeyedProcess)#1/1ms");
    const times = [1, 2, 3].map(
      (subtask) => inSubtask(plain, "cp.sync", "KeyedProcess", subtask).find(({ ch }) => ch === 2)?.t ?? 0,
    );
    expect(any.faults[0].firedAt).toBe(Math.min(...times));
  });

  test("can name an operator within a chain", () => {
    const { faults } = run("pause:tm=A@cp.sync(task=Map,subtask=1)#1/1ms");
    expect(faults[0].firedAt).toBe(inSubtask(plain, "cp.sync", "Source: readings", 1)[0].t);
  });

  test.each([
    ["Mapp", 'A fault waits for the task "Mapp", but the job has none; did you mean "Map"?'],
    [
      "orders of yesterday",
      /^A fault waits for the task "orders of yesterday", but the job has Source: readings -> Map -> Sink: Writer -> Sink: Committer, Source: readings, .*\.$/,
    ],
    ["Map,subtask=4", 'A fault waits for subtask 4 of the task "Map", which has only 3.'],
  ])("is refused before the run if the job has no such task: %s", (task, sentence) => {
    const scenario = bucketScenario({ faults: [`crash:tm=A@txn.pre(task=${task})#1/1s`] });
    expect(() => createSimulation(scenario, bucketHost)).toThrow(sentence);
    expect(examine(scenario, bucketHost)).toMatchObject({ isImpossible: true, run: null });
  });

  test("is told with Flink's own callback", () => {
    const told = (when: string) => instruction(`pause:tm=A@${when}`).replace(/\s/g, " ");
    expect(told("txn.pre(cp=3,task=Map,subtask=2)#2")).toBe(
      "at the 2nd pre-commit (preCommit) of checkpoint 3 in subtask 2 of task Map, pause TaskManager A",
    );
    expect(told("cp.sync(task=Map)#1+2ms")).toBe(
      "2 ms after the 1st snapshot (snapshotState) in task Map, pause TaskManager A",
    );
    expect(told("restore.begin(task=Map)#1")).toContain("at the 1st restore (initializeState) in task Map");
    expect(told("cp.notify(task=Map)#1")).toContain("notice of completion (notifyCheckpointComplete) in task Map");
  });
});

test("events of tasks are just those that anchors can name a task for", () => {
  const faults = ["crash:tm=A@2s/1s", "fail-storage@3.5s/1s"];
  const { trace } = run(...faults);
  const kinds = new Set(trace.filter(({ task }) => task >= 0).map(({ kind }) => kind));
  for (const kind of kinds) expect(TASK_EVENTS, kind).toContain(kind);
  const never = new Set(trace.filter(({ task }) => task < 0).map(({ kind }) => kind));
  for (const kind of TASK_EVENTS) if (kind !== "cp.ack") expect(never, kind).not.toContain(kind);
});

describe("shrinking", () => {
  test("names the task of a step, for times and for steps that were counted over all tasks", () => {
    const known = new TaskNames();
    for (const each of plain.trace) known.learn(each);
    const event = plain.trace.findLast(({ kind, ch }) => kind === "cp.sync" && ch === 3) as TraceEvent;
    const { name, subtask } = known.anchorOf(event) ?? {};
    const examination = (fault: string) => examine(bucketScenario({ faults: [fault] }), bucketHost);
    const tried = (fault: string) => {
      const { scenario } = examination(fault);
      const candidates = anchoredFaults.candidates(scenario, {
        examination: examination(fault),
        base: scenario,
        property: null,
      });
      return [...candidates].map(({ faults = [] }) => faults[0]);
    };
    const named = `pause:tm=A@cp.sync(cp=3,task=${name},subtask=${subtask})#1/1ms`;
    expect(tried(`pause:tm=A@${event.t + 1}us/1ms`)).toContain(named);
    const n = plain.trace.filter(({ kind, id }) => kind === "cp.sync" && id <= event.id).length;
    expect(tried(`pause:tm=A@cp.sync#${n}/1ms`)).toEqual([named]);
    expect(tried(named)).toEqual([]);
    expect(tried("pause:tm=A@cp.sync#1/1ms")).toEqual([]);
  });

  test("takes a scenario that names a task which is gone neither for simpler nor for another finding", () => {
    const scenario = bucketScenario({
      faults: ["crash:tm=A@txn.pre(task=gone)#1/1s", "pause:tm=A@9s/1ms"],
      limitMs: 1000,
    });
    const failed = { scenario, run: null, findings: [{ property: "MADE-UP", message: "It never fails again." }] };
    const { aside } = shrink(failed, "MADE-UP", scenario, bucketHost, { mostRuns: 20 });
    expect([...aside.keys()]).not.toContain("NO-ERROR");
  });
});
