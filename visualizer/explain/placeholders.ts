/** What may stand in a sentence, and how it is found in an event. */

import { causeSentence } from "../../sim/narrate/cause.ts";
import {
  ACTIVITIES,
  ELEMENT_TYPES,
  EXECUTION_STATES,
  JOB_STATES,
  OPERATOR_CALLS,
  WAIT_REASONS,
} from "../../src/trace/kinds.ts";
import type { Language } from "../text/catalogue.ts";
import { ABORT_WORDS, ACTIVITY_WORDS, ELEMENT_WORDS, LINK_WORDS, WAITS_FOR } from "../text/events-words.ts";
import type { StoredEvent } from "../trace/trace-store.ts";
import type { Fact } from "./facts.ts";
import { faultClause } from "./fault-clause.ts";
import { endpointName, keyName, machineName, type RunNames, windowName } from "./names.ts";
import { bytes, counted, duration, eventTime, grouped, isEndOfTime, listOf, UNKNOWN } from "./quantities.ts";

/** An event and what helps to tell of it. */
export interface Telling {
  readonly event: StoredEvent;
  readonly fact: Fact;
  readonly names: RunNames;
  readonly language: Language;
}

const VALUE_LENGTH = 60;

/** A field of the payload as text. */
function text({ event, language }: Telling, name: string): string {
  const value = event.ext?.[name];
  if (value === undefined || value === null || value === "") return UNKNOWN[language];
  const all = typeof value === "string" ? value : JSON.stringify(value);
  return all.length > VALUE_LENGTH ? `${all.slice(0, VALUE_LENGTH - 1)}…` : all;
}

/** A field of the payload as a number; NaN is told as unknown. */
function number({ event }: Telling, name: string): number {
  return Number(event.ext?.[name] ?? Number.NaN);
}

function time(telling: Telling, ms: number | undefined): string {
  return eventTime(ms ?? Number.NaN, telling.language);
}

function reason(telling: Telling): string | null {
  const { reason: own, cause } = telling.event.ext ?? {};
  const given = own ?? cause;
  return given === undefined || given === null || given === "" ? null : causeSentence(String(given));
}

function tasks({ event, names, language }: Telling, name: string): string {
  const list = event.ext?.[name];
  if (!Array.isArray(list)) return UNKNOWN[language];
  return listOf(
    (list as number[]).map((task) => names.task(Number(task), language)),
    language,
  );
}

/** By name; whatever is not in the trace is told as unknown. */
export const PLACEHOLDERS = {
  a: ({ event }) => grouped(event.a),
  b: ({ event }) => grouped(event.b),
  x: ({ event }) => grouped(event.x),
  ch: ({ event }) => String(event.ch),
  // Tasks and machines
  task: ({ event, names, language }) => names.task(event.task, language),
  long: ({ event, names, language }) => names.long(event.task, language),
  sender: ({ event, names, language }) => names.task(names.sender(event.ch), language),
  receiver: ({ event, names, language }) => names.task(names.receiver(event.ch), language),
  first: ({ event, names, language }) => names.task(names.sender(event.a), language),
  last: ({ event, names, language }) => names.task(names.sender(event.a), language),
  fromTask: (telling) => telling.names.task(number(telling, "fromTask"), telling.language),
  toTask: (telling) => telling.names.task(number(telling, "toTask"), telling.language),
  machine: ({ event, names, language }) => names.machineOf(event.task, language),
  tm: ({ event, names, language }) =>
    typeof event.ext?.id === "string" ? machineName(event.ext.id, language) : names.machine(event.ch, language),
  by: ({ event, language }) => endpointName(event.ext?.by, language),
  from: ({ event, language }) => machineName(String(event.ext?.from ?? ""), language),
  to: ({ event, language }) => machineName(String(event.ext?.to ?? ""), language),
  endpoint: ({ event, language }) => endpointName(event.ext?.endpoint, language),
  method: (telling) => text(telling, "method"),
  missing: (telling) => tasks(telling, "missing"),
  tasks: ({ event, language }) =>
    counted(Array.isArray(event.ext?.tasks) ? event.ext.tasks.length : Number.NaN, language, "subtask", "个子任务"),
  // Definitions
  seed: (telling) => text(telling, "seed"),
  vertex: ({ event, names, language }) => names.vertex(event.ext?.id, language),
  ofVertex: ({ event, names, language }) => names.vertex(event.ext?.vertex, language),
  fromVertex: ({ event, names, language }) => names.vertex(event.ext?.from, language),
  toVertex: ({ event, names, language }) => names.vertex(event.ext?.to, language),
  coordinated: ({ event, names, language }) => names.vertex(event.ext?.coordinator, language),
  parallelism: (telling) => counted(number(telling, "parallelism"), telling.language, "subtask", "个子任务"),
  ship: (telling) => text(telling, "ship"),
  slot: (telling) => text(telling, "slot"),
  slots: (telling) => counted(number(telling, "slots"), telling.language, "slot", "个槽位"),
  id: (telling) => text(telling, "id"),
  split: (telling) => text(telling, "split"),
  // States and reasons
  oldState: ({ event, language }) => EXECUTION_STATES[event.a] ?? UNKNOWN[language],
  newState: ({ event, language }) => EXECUTION_STATES[event.b] ?? UNKNOWN[language],
  oldJob: ({ event, language }) => JOB_STATES[event.a] ?? UNKNOWN[language],
  newJob: ({ event, language }) => JOB_STATES[event.b] ?? UNKNOWN[language],
  because: (telling) => {
    const given = reason(telling);
    if (given === null) return "";
    return telling.language === "en" ? ` (${given})` : `（${given}）`;
  },
  reason: (telling) => reason(telling) ?? UNKNOWN[telling.language],
  line: ({ event }) => String(event.ext?.line ?? ""),
  message: (telling) =>
    causeSentence(String(telling.event.ext?.message ?? UNKNOWN[telling.language])).replace(/\.$/, ""),
  why: (telling) => ABORT_WORDS[text(telling, "why")]?.[telling.language] ?? text(telling, "why"),
  fault: ({ event, language }) => faultClause(String(event.ext?.spec ?? ""), language),
  label: (telling) => text(telling, "label"),
  linkState: ({ event, language }) => LINK_WORDS[event.a]?.[language] ?? UNKNOWN[language],
  activity: ({ event, language }) => ACTIVITY_WORDS[ACTIVITIES[event.b] ?? "record"][language],
  waitsFor: ({ event, language }) => WAITS_FOR[WAIT_REASONS[event.a] ?? "no-input"][language],
  // Times
  micros: ({ event, language }) => duration(event.x, language),
  timeout: (telling) => duration(number(telling, "timeoutMs") * 1000, telling.language),
  time: (telling) => time(telling, telling.event.x),
  timestamp: (telling) => time(telling, number(telling, "timestamp")),
  cleanup: (telling) => time(telling, number(telling, "cleanupTime")),
  watermark: (telling) => time(telling, number(telling, "watermark")),
  now: (telling) => time(telling, number(telling, "now")),
  oldWatermark: (telling) => time(telling, telling.fact.oldWatermark),
  highest: (telling) => time(telling, telling.fact.highest?.time),
  lastMoment: (telling) => time(telling, number(telling, "end") - 1),
  untilEnd: (telling) => time(telling, number(telling, "end") - 1 - (telling.fact.oldWatermark ?? Number.NaN)),
  lateBy: (telling) => {
    const { event, language } = telling;
    if (isEndOfTime(number(telling, "watermark"))) return "";
    const by = eventTime(event.x, language);
    return language === "en" ? `, ${by} ahead of the record` : `，比该记录超前 ${by}`;
  },
  // Data
  element: ({ event, language }) => ELEMENT_WORDS[ELEMENT_TYPES[event.b] ?? "record"][language],
  event: ({ event, language }) => eventWord(String(event.ext?.event), language),
  barrier: (telling) => text(telling, "checkpoint"),
  elements: ({ event, language }) => counted(event.b, language, "element", "个元素"),
  size: ({ event, language }) => bytes(event.x, language),
  bytes: ({ event, language }) => bytes(event.b, language),
  buffers: ({ event, language }) => counted(event.b, language, "buffer", "个缓冲区"),
  waiting: ({ event, language }) =>
    language === "en"
      ? `${counted(event.a, language, "buffer", "")} ${event.a === 1 ? "is" : "are"}`
      : counted(event.a, language, "", "个缓冲区"),
  credits: ({ event, language }) => counted(event.a, language, "credit", "个信用值"),
  key: ({ event, language }) => keyName(event.ext?.key, language),
  /** A key, and what else the state is kept by: of windows "start,end". */
  scope: ({ event, language }) => {
    const key = keyName(event.ext?.key, language);
    const namespace = String(event.ext?.ns ?? "");
    if (namespace === "") return key;
    return language === "en" ? `${key} in namespace ${namespace}` : `${key}（命名空间 ${namespace}）`;
  },
  state: (telling) => text(telling, "state"),
  value: (telling) => text(telling, "value"),
  window: ({ event, language }) => windowName(event.ext, language),
  timers: ({ event, language }) =>
    counted(Array.isArray(event.ext?.timers) ? event.ext.timers.length : Number.NaN, language, "timer", "个定时器"),
  reached: ({ fact, language }) => (fact.reached === undefined ? UNKNOWN[language] : grouped(fact.reached)),
  again: ({ event, fact, language }) => counted((fact.reached ?? Number.NaN) - event.x, language, "record", "条记录"),
  call: ({ event, language }) => OPERATOR_CALLS[event.a] ?? UNKNOWN[language],
  splits: ({ event, language }) => splitNames(event.ext?.splits, language),
  splitCount: ({ event, language }) => countOf(event.ext?.splits, language, "split", "个分片"),
  file: (telling) => text(telling, "file"),
  files: ({ event, language }) => countOf(event.ext?.files, language, "file", "个文件"),
  // Checkpoints and transactions
  restored: (telling) => text(telling, "restoredCheckpoint"),
  expected: ({ fact, language }) => counted(fact.acknowledged?.expected ?? Number.NaN, language, "subtask", "个子任务"),
  slowest: ({ fact, names, language }) => names.task(fact.acknowledged?.last ?? -1, language),
  checkpoint: ({ fact, language }) => (fact.checkpoint === undefined ? UNKNOWN[language] : String(fact.checkpoint)),
  log: (telling) => text(telling, "log"),
  txn: (telling) => text(telling, "txn"),
  producer: (telling) => text(telling, "producer"),
  records: ({ event, language }) => counted(event.b, language, "record", "条记录"),
  firstOffset: (telling) => text(telling, "first"),
  request: (telling) => text(telling, "request"),
  epoch: (telling) => text(telling, "epoch"),
  newest: (telling) => text(telling, "expected"),
} satisfies Readonly<Record<string, (telling: Telling) => string>>;

/** The name of a placeholder. */
export type Placeholder = keyof typeof PLACEHOLDERS;

function countOf(list: unknown, language: Language, one: string, chinese: string): string {
  return counted(Array.isArray(list) ? list.length : Number.NaN, language, one, chinese);
}

function splitNames(list: unknown, language: Language): string {
  const names = Array.isArray(list) ? list.filter((split) => typeof split === "string") : [];
  return names.length === 0 ? UNKNOWN[language] : listOf(names, language);
}

/** "cancel-barrier" and the like, as the network calls the events that have a buffer of their own. */
function eventWord(event: string, language: Language): string {
  const name = event === "cancel-barrier" ? "cancel" : event;
  const type = ELEMENT_TYPES.find((known) => known === name);
  return type === undefined ? event : ELEMENT_WORDS[type][language];
}
