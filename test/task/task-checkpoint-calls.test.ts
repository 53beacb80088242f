import { expect, test } from "vitest";
import type { MailboxProcessor } from "../../src/task/mailbox-processor.ts";
import type { Step } from "../../src/task/step.ts";
import type { SubtaskCheckpoints } from "../../src/task/subtask-checkpoints.ts";
import {
  type BarrierInjection,
  type CheckpointedTask,
  TaskCheckpointCalls,
} from "../../src/task/task-checkpoint-calls.ts";

/** The calls of a task that runs, and what comes of them. */
function callsOf(input: ((calls: TaskCheckpointCalls) => BarrierInjection) | null) {
  const log: string[] = [];
  const mails: (() => Step)[] = [];
  const runToEnd = (step: Step) => {
    while (step.next().done !== true);
  };
  const checkpoints = {
    *perform(checkpointId: number, triggeredAtMicros: number): Step<boolean> {
      yield* [];
      log.push(`perform ${checkpointId} of ${triggeredAtMicros}`);
      return true;
    },
  };
  const mailbox = {
    put: (_kind: string, work: () => Step) => mails.push(work),
    run: (step: Step) => {
      log.push("at once");
      runToEnd(step);
    },
  };
  let calls: TaskCheckpointCalls | null = null;
  const task = {
    deployment: { execution: 1 },
    environment: { world: { trace: { step: () => {} } } },
    running: true,
    endOfData: false,
    get unfinishedInput() {
      return calls === null || input === null ? null : input(calls);
    },
  };
  // Only what the calls touch is there.
  calls = new TaskCheckpointCalls(
    task as unknown as CheckpointedTask,
    checkpoints as unknown as SubtaskCheckpoints,
    mailbox as unknown as MailboxProcessor,
  );
  const runMails = () => {
    for (const work of mails.splice(0)) runToEnd(work());
  };
  return { calls, log, runMails };
}

test("a task without inputs that are open makes the checkpoint when it is called", () => {
  const { calls, log, runMails } = callsOf(null);
  calls.trigger(3, 300);
  expect(log).toEqual([]);
  runMails();
  expect(log).toEqual(["perform 3 of 300"]);
});

test("a task that has not seen the end of its channels puts in the barriers, and makes the checkpoint if that aligns them", () => {
  const { calls, log, runMails } = callsOf((task) => ({
    injectBarriers: (id, at) => {
      log.push(`inject ${id}`);
      task.onBarriersAligned(id, at);
    },
  }));
  calls.trigger(3, 300);
  runMails();
  expect(log).toEqual(["inject 3", "perform 3 of 300"]);
  calls.onBarriersAligned(4, 400);
  expect(log.slice(2)).toEqual(["at once", "perform 4 of 400"]);
});

test("barriers that align nothing, because a newer checkpoint is on its way, make none", () => {
  const { calls, log, runMails } = callsOf(() => ({ injectBarriers: () => {} }));
  calls.trigger(3, 300);
  runMails();
  expect(log).toEqual([]);
});
