/** Sentences for what the cluster does: definitions, machines, slots, states, calls, checkpoints, faults. */
import { EXECUTION_STATES, JOB_STATES, type TraceKind } from "../../src/trace/kinds.ts";
import { causeSentence } from "./cause.ts";
import type { Description } from "./describe.ts";
import { faultSentence } from "./faults.ts";
import { machineName } from "./names.ts";
import { countOf, duration, listOf } from "./quantities.ts";

type ClusterKind = Extract<
  TraceKind,
  | `${"run" | "tm" | "slot" | "exec" | "job" | "restart" | "restore" | "rpc" | "cp" | "iv" | "fail" | "inv" | "vertex" | "edge" | "chan" | "split" | "topo" | "link" | "net"}.${string}`
  | "mark"
>;

const because = (reason: unknown): string =>
  reason === null || reason === undefined ? "" : ` (${causeSentence(String(reason))})`;
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const list = (value: unknown): readonly number[] => (Array.isArray(value) ? (value as number[]) : []);

/** For every kind of event of the cluster. */
export const describeCluster: Readonly<Record<ClusterKind, Description>> = {
  "run.begin": ({ ext }) => `The run begins with seed ${ext?.seed}.`,
  "run.end": ({ a }) => (a === 1 ? "The run ends: virtual time is up." : "The run ends."),
  "vertex.def": ({ ext }) => `The job has ${ext?.name}, ${countOf(Number(ext?.parallelism), "subtask")}.`,
  "edge.def": ({ ext }) => `Two vertices are joined by ${String(ext?.ship).toLowerCase()}.`,
  "exec.def": ({ task }, names) => `Task ${task} is ${names.longTask(task)}, on ${names.machineOf(task)}.`,
  "chan.def": ({ ch, ext }, names) =>
    `Channel ${ch} leads from ${names.task(Number(ext?.fromTask))} to ${names.task(Number(ext?.toTask))}.`,
  "tm.def": ({ ext }) => `${machineName(String(ext?.id))} starts.`,
  "split.def": ({ ext }) => `The split ${ext?.id} is assigned.`,
  "split.send": ({ task, b, ext }, names) =>
    b === 0
      ? `The enumerator gives ${listOf(texts(ext?.splits))} to ${names.task(task)}.`
      : `The enumerator tells ${names.task(task)} that no more splits will come.`,
  "split.take": ({ task, b, ext }, names) =>
    b === 0
      ? `${names.task(task)} is given ${listOf(texts(ext?.splits))}.`
      : `${names.task(task)} learns that no more splits will come.`,
  "split.end": ({ task, ext }, names) => `${names.task(task)} has read ${listOf(texts(ext?.splits))} to the end.`,
  "split.cut": ({ task, ch, ext }, names) =>
    task < 0
      ? `The enumerator's state is copied for checkpoint ${ch}.`
      : `${names.task(task)} puts ${countOf(texts(ext?.splits).length, "split")} into checkpoint ${ch}.`,
  "topo.epoch": ({ a, ext }) =>
    a === 0
      ? "The job is deployed."
      : `Restart ${a}, from ${ext?.restoredCheckpoint ? `checkpoint ${ext.restoredCheckpoint}` : "the beginning"}.`,
  "tm.register": ({ ext }) => `${machineName(String(ext?.id))} registers.`,
  "tm.heartbeat": ({ ch }) => `A heartbeat of TaskManager ${ch}.`,
  "tm.suspect": ({ ch }) => `TaskManager ${ch} is suspected.`,
  "tm.lost": ({ x, ext }) =>
    `${machineName(String(ext?.id))} is given up by the ${ext?.by}: ${ext?.reason}, silent for ${duration(x)}.`,
  "tm.print": ({ task, ext }, names) => `${names.task(task)} prints "${ext?.line}" on ${machineName(String(ext?.tm))}.`,
  "tm.back": ({ ch }) => `TaskManager ${ch} is back.`,
  "slot.request": ({ ch, a }) => `Slot ${a} of TaskManager ${ch} is requested.`,
  "slot.offer": ({ ch, a }) => `TaskManager ${ch} offers slot ${a}.`,
  "slot.active": ({ ch, a }) => `Slot ${a} of TaskManager ${ch} belongs to the job.`,
  "slot.free": ({ ch, a }) => `Slot ${a} of TaskManager ${ch} is free.`,
  "exec.state": ({ task, b, ext }, names) =>
    `${names.longTask(task)} is ${EXECUTION_STATES[b]}${because(ext?.reason)}.`,
  "job.state": ({ b, ext }) => `The job is ${JOB_STATES[b]}${because(ext?.reason)}.`,
  "restart.plan": ({ a, x, ext }) => `Restart ${a} is planned, after ${duration(x)}${because(ext?.cause)}.`,
  "restore.begin": ({ task, ch }, names) => `${names.task(task)} begins to restore checkpoint ${ch}.`,
  "restore.end": ({ task, ch, x }, names) => `${names.task(task)} has restored checkpoint ${ch} (${x} bytes).`,
  "rpc.send": ({ ext }) => `${machineName(String(ext?.from))} calls ${ext?.method} at ${machineName(String(ext?.to))}.`,
  "rpc.accept": ({ ext }) => `${ext?.endpoint} receives ${ext?.method}.`,
  "rpc.reject": ({ ext }) => `${ext?.endpoint} refuses ${ext?.method}${because(ext?.reason)}.`,
  "rpc.answer": ({ b, ext }) =>
    b === 1
      ? `${machineName(String(ext?.from))} gets the answer to ${ext?.method} from ${machineName(String(ext?.to))}.`
      : `${machineName(String(ext?.from))} gives up ${ext?.method} at ${machineName(String(ext?.to))} (${ext?.reason}).`,
  "net.fault": ({ a, b, ext }) =>
    `${b === 1 ? "An answer" : "A call"} from ${machineName(String(ext?.from))} to ${machineName(String(ext?.to))} is ${["lost", "repeated", "late"][a]}.`,
  "link.state": ({ ext }) => `The link ${ext?.from}–${ext?.to} changes.`,
  "cp.trigger": ({ ch, ext }) =>
    `Checkpoint ${ch} is triggered: ${countOf(list(ext?.tasks).length, "subtask")} will acknowledge.`,
  "cp.inject": ({ task, ch }, names) => `${names.task(task)} sends barrier ${ch}.`,
  "cp.first": ({ task, ch, x }, names) => `The first barrier ${ch} reaches ${names.task(task)}, after ${duration(x)}.`,
  "cp.block": ({ task, ch, a }, names) =>
    `${names.task(task)} stops reading ${names.task(names.sender(ch))}, behind barrier ${a}.`,
  "cp.unblock": ({ task, ch }, names) => `${names.task(task)} reads ${names.task(names.sender(ch))} again.`,
  "cp.aligned": ({ task, ch, a, x }, names) =>
    `${names.task(task)} has all barriers ${ch}; it has waited ${duration(x)}, last for ${names.task(names.sender(a))}.`,
  "cp.sync": ({ task, ch }, names) => `${names.task(task)} takes its snapshot for checkpoint ${ch}.`,
  "cp.async": ({ task, ch, b }, names) => `${names.task(task)} stores ${b} bytes for checkpoint ${ch}.`,
  "cp.ack": ({ task, ch }, names) =>
    task < 0
      ? `The source coordinator is part of checkpoint ${ch}.`
      : `${names.task(task)} acknowledges checkpoint ${ch}.`,
  "cp.decline": ({ task, ch, ext }, names) => `${names.task(task)} declines checkpoint ${ch}${because(ext?.reason)}.`,
  "cp.complete": ({ ch, x }) => `Checkpoint ${ch} is complete, after ${duration(x)}.`,
  "cp.fail": ({ ch, x, ext }) => `Checkpoint ${ch} fails after ${duration(x)}${because(ext?.reason)}.`,
  "cp.subsume": ({ ch }) => `Checkpoint ${ch} is no longer needed.`,
  "cp.notify": ({ task, ch, a }, names) =>
    `${names.task(task)} learns that checkpoint ${ch} ${a === 0 ? "is complete" : "is given up"}.`,
  "cp.restore": ({ ch, ext }) =>
    `Checkpoint ${ch} is given to ${listOf(list(ext?.tasks).map((task) => `task ${task}`))}.`,
  "cp.files": ({ ch, ext }) => `Checkpoint ${ch} consists of ${countOf(texts(ext?.files).length, "file")}.`,
  "cp.settings": ({ a, b }) =>
    `The job tolerates ${countOf(a, "failed checkpoint")} in a row and has ${b} at a time at the most.`,
  "cp.discard": ({ ch }) => `Checkpoint ${ch} is deleted, since the job has ended.`,
  "cp.request": ({ ch, b, ext }) =>
    b === 1 ? `A request becomes checkpoint ${ch}.` : `A request for a checkpoint is refused${because(ext?.reason)}.`,
  "iv.apply": ({ ext }) => faultSentence(String(ext?.spec)),
  "iv.end": ({ ext }) => `The fault ${ext?.spec} is over.`,
  "fail.task": ({ task, ext }, names) => `${names.task(task)} fails: ${causeSentence(String(ext?.message))}.`,
  "fail.job": ({ ext }) => `The job fails: ${ext?.message}`,
  "inv.fail": () => "A property is violated.",
  mark: () => "A mark.",
};
