/** What can be said of a program beside whether it is right: seen in how it runs, never a failure. */
import { clockUse, dependsOnTheClock } from "./clock-use.ts";
import type { Exercise, HarnessCase, Pipeline, Text } from "./exercise.ts";
import { differs, observedOf } from "./observation.ts";

/** One piece of advice. */
export interface Advice {
  readonly kind: "state that nothing removes" | "clock on the wall" | "variable as state" | "changed record";
  readonly text: Text;
}

/** Longer cases are left out: a restart before every element would take long. */
const MOST_STEPS = 60;
/**
 * Advice on a program, each kind once. Nothing is said of what the exercise's own solution does as well.
 *
 * @param held ids of the cases that it passes: only these are looked at
 */
export function adviceOn(exercise: Exercise, pipeline: Pipeline, held: ReadonlySet<string>): Advice[] {
  const all = exercise.cases.filter(
    (one) => one.kind === "harness" && held.has(one.id) && one.steps.length <= MOST_STEPS,
  ) as HarnessCase[];
  const clock = clockAdvice(exercise, pipeline, all);
  const advice = [
    first(all, (one) => leftState(one, exercise, pipeline)),
    clock,
    // What a clock decides may differ from run to run for that reason alone.
    clock === null ? first(all, (one) => variableAsState(one, exercise, pipeline)) : null,
    first(all, (one) => changedRecord(one, exercise, pipeline)),
  ];
  return advice.filter((one) => one !== null);
}

function first<T>(all: readonly T[], adviceOf: (one: T) => Advice | null): Advice | null {
  for (const one of all) {
    const advice = adviceOf(one);
    if (advice !== null) return advice;
  }
  return null;
}

/** Entries that are left when time is over, where the solution leaves none. */
function leftState(one: HarnessCase, { inputs, solution }: Exercise, pipeline: Pipeline): Advice | null {
  const entries = observedOf(one, inputs.length, pipeline)?.entriesAtEnd ?? 0;
  if (entries === 0 || observedOf(one, inputs.length, solution)?.entriesAtEnd !== 0) return null;
  return {
    kind: "state that nothing removes",
    text: {
      en: `After the last watermark of the case ${one.id} your program still has ${entries} ${entries === 1 ? "entry" : "entries"} of keyed state, and nothing will ever remove ${entries === 1 ? "it" : "them"}: with a year of keys that is what fills the disks. Clear it when the key is done, or give it a time to live.`,
      zh: `用例 ${one.id} 的最后一个水位线之后，你的程序还留着 ${entries} 条键控状态，再也没有什么会删除它：一年的键积累下来会把磁盘占满。键处理完就清除，或者给它设置生存时间 (TTL)。`,
    },
  };
}

/** `Date` in a job, a timer of processing time, or other results at another time of day. */
function clockAdvice(exercise: Exercise, pipeline: Pipeline, held: readonly HarnessCase[]): Advice | null {
  const use = clockUse(exercise, pipeline);
  if (use !== null && clockUse(exercise, exercise.solution) === null) return clockText(use);
  const { inputs, solution } = exercise;
  return first(held, (one) =>
    dependsOnTheClock(one, inputs.length, pipeline) && !dependsOnTheClock(one, inputs.length, solution)
      ? clockText("currentProcessingTime()")
      : null,
  );
}

function clockText(use: string): Advice {
  return {
    kind: "clock on the wall",
    text: {
      en: `Your program asks the clock of the machine: ${use}. It says when a record is processed, and not when the thing happened; after a restart, or on older data, the result is another one. Take the time out of the record, and wait with an event-time timer.`,
      zh: `你的程序用了机器的时钟：${use}。它表示记录被处理的时间，而不是事情发生的时间；重启之后，或处理旧数据时，结果就变了。请从记录里取时间，并用事件时间定时器来等待。`,
    },
  };
}

/** Other records where the process is a new one before every element. */
function variableAsState(one: HarnessCase, { inputs, solution }: Exercise, pipeline: Pipeline): Advice | null {
  const forgets = (program: Pipeline) => {
    const whole = observedOf(one, inputs.length, program);
    return whole !== null && differs(whole, observedOf(one, inputs.length, program, { crashes: true }), false);
  };
  if (!forgets(pipeline) || forgets(solution)) return null;
  return {
    kind: "variable as state",
    text: {
      en: `With a restart between two records the case ${one.id} comes out otherwise: your program keeps something in a field or in a variable of the module. That belongs to one process, is shared by all keys, and no checkpoint knows it. Keep it in keyed state.`,
      zh: `如果在两条记录之间重启，用例 ${one.id} 的结果就不同了：你的程序把东西放在了字段或模块变量里。它只属于一个进程，为所有键共用，检查点也不知道它。请放进键控状态。`,
    },
  };
}

function changedRecord(one: HarnessCase, { inputs }: Exercise, pipeline: Pipeline): Advice | null {
  const changed = observedOf(one, inputs.length, pipeline)?.changed ?? null;
  if (changed === null) return null;
  const { which, before, after } = changed;
  const [en, zh] =
    which === "sent" ? ["a record that it had sent", "已经发出的记录"] : ["a record that came in", "收到的记录"];
  return {
    kind: "changed record",
    text: {
      en: `Your program changes ${en}: ${before} has become ${after}. Others may hold the same object: state, a buffer, the next operator when objects are reused. Make a new one: { ...record, field: value }.`,
      zh: `你的程序修改了${zh}：${before} 变成了 ${after}。同一个对象可能还在别处：状态、缓冲区，或启用对象重用时的下一个算子。请造一个新的：{ ...record, field: value }。`,
    },
  };
}
