/** Facts of subtasks, channels and machines at the cursor. */
import { letterOf } from "../fold/fold-cluster.ts";
import type { TaskView } from "../fold/view-state.ts";
import type { Language } from "../text/catalogue.ts";
import { WAITS_FOR } from "../text/events-words.ts";
import { machineName } from "./names.ts";
import { duration, eventTime, grouped, listOf, UNKNOWN } from "./quantities.ts";
import type { At, Line } from "./subject.ts";

/** Null: there is no such subtask (yet). */
export function subtaskFacts(at: At, vertex: string, subtask: number): Line[] | null {
  const { state, names, language, say } = at;
  const task = state.tasks.get(state.newest.get(`${vertex}/${subtask}`) ?? -1);
  if (task === undefined) return null;
  const isSource = state.vertices.get(vertex)?.isSource === true;
  const lines: Line[] = [
    { label: "state", value: task.state },
    // Sentences count subtasks from 1, as people do; the graph shows Flink's index.
    { label: "index", value: `[${subtask}]` },
    { label: "attempt", value: String(task.attempt + 1) },
    { label: "machineLabel", value: machineName(task.tm, language) },
    { label: "slot", value: String(task.slot) },
    { label: "watermark", value: watermark(task.watermarkMs, task.idle, at) },
  ];
  if (task.holder >= 0) lines.push({ label: "heldBackBy", value: names.task(names.sender(task.holder), language) });
  lines.push({ label: "waitsFor", value: waiting(task, at) });
  if (task.aligning !== null) {
    const lasted = duration(at.micros - task.aligning.sinceMicros, language);
    lines.push({ label: "aligning", value: say("aligningFor", task.aligning.checkpoint, lasted) });
  }
  lines.push(
    { label: "recordsIn", value: grouped(task.recordsIn) },
    { label: "recordsOut", value: grouped(task.recordsOut) },
  );
  if (isSource && task.splits.size > 0)
    lines.push({ label: "offsets", value: [...task.splits].map(([split, next]) => `${split}: ${next}`).join(", ") });
  if (!isSource)
    lines.push(
      { label: "late", value: grouped(task.late) },
      { label: "keyGroups", value: `${task.firstKeyGroup}–${task.lastKeyGroup}` },
    );
  if (task.failure !== null) lines.push({ label: "failure", value: task.failure });
  return lines;
}

function waiting({ wait }: TaskView, { micros, language, say }: At): string {
  if (wait === null) return say("notWaiting");
  return say("waitingSince", waitsFor(wait.reason, language), duration(micros - wait.sinceMicros, language));
}

function waitsFor(reason: string, language: Language): string {
  const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = WAITS_FOR;
  return words[reason]?.[language] ?? UNKNOWN[language];
}

function watermark(ms: number | null, idle: boolean, { language, say }: At): string {
  const time = ms === null ? UNKNOWN[language] : eventTime(ms, language);
  return idle ? `${time}, ${say("idle")}` : time;
}

/** Null: there is no such channel (yet). */
export function channelFacts(at: At, ch: number): Line[] | null {
  const { model, state, names, micros, language, say } = at;
  const channel = state.channels.get(ch);
  if (channel === undefined) return null;
  const elements = model.elements.channels.get(ch);
  const open = elements === undefined ? 0 : [...elements.openAt(micros)].length;
  const { blockedBy, noCreditSince } = channel;
  return [
    { label: "from", value: names.long(channel.fromTask, language) },
    { label: "to", value: names.long(channel.toTask, language) },
    { label: "shipping", value: state.edges.get(channel.edge)?.ship ?? UNKNOWN[language] },
    { label: "connection", value: say(channel.local ? "local" : "remote") },
    { label: "waiting", value: grouped(open) },
    { label: "watermark", value: watermark(channel.watermarkMs, channel.idle, at) },
    { label: "blocked", value: blockedBy === 0 ? say("no") : say("blockedBy", blockedBy) },
    {
      label: "credit",
      value: noCreditSince === null ? say("hasCredit") : say("noCredit", duration(micros - noCreditSince, language)),
    },
  ];
}

/** Null: there is no such machine (yet). */
export function machineFacts({ state, names, language, say }: At, letter: string): Line[] | null {
  const machine = [...state.machines.values()].find((one) => one.letter === letter);
  if (machine === undefined) return null;
  const tasks = state
    .currentTasks()
    .filter((task) => letterOf(task.tm) === letter && task.state === "RUNNING")
    .map(({ task }) => names.task(task, language));
  return [
    { label: "state", value: say(machine.state) },
    { label: "slots", value: String(machine.slots) },
    { label: "runs", value: tasks.length === 0 ? say("none") : listOf(tasks, language, 12) },
  ];
}
