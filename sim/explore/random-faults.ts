/** Draws plans of faults. A fault lasts long enough to matter, and names machines by role and index. */
import type { Fault, FaultTarget, FaultWhat } from "../faults/fault.ts";
import { formatFault } from "../faults/fault-text.ts";
import { LOG_METHODS, RPC_METHODS } from "../faults/rpc-methods.ts";
import type { Course } from "./course.ts";
import { between, type Dice, magnitude, oneIn, pick, pickWeighted } from "./dice.ts";
import type { FaultFeature } from "./features.ts";
import { randomMoment } from "./random-moment.ts";
import type { Drawn } from "./swarm.ts";

/** What a plan of faults has to know of the run that it is for. */
export interface FaultGround extends Course {
  readonly taskManagers: number;
}

const SHORT_MS = [100, 500, 2000, 5000, 20_000] as const;
const LATE_MS = [1, 5, 50, 500, 3000] as const;
/** A client that has lost its job shows nothing of the job. */
const OF_CLIENT = ["submitJob", "requestJobResult"];
const OF_CLUSTER = RPC_METHODS.filter((method) => !OF_CLIENT.includes(method));
/** Before the JobManager has deployed anything. */
const EARLY_MS = 10;
/** Crashes of a burst, each a little after the other. */
const MOST_OF_BURST = 4;

/** A plan in text form: sorted by time, each fault once, so that equal plans are equal texts. */
export function randomFaults(dice: Dice, drawn: Drawn, ground: FaultGround): string[] {
  const faults: Fault[] = [];
  while (faults.length < drawn.faults) faults.push(...randomFault(dice, pickWeighted(dice, drawn.faultKinds), ground));
  return canonical(faults);
}

/** The texts of a plan, ordered by when its faults strike. */
export function canonical(faults: readonly Fault[]): string[] {
  const order = (fault: Fault) => ("atMs" in fault.when ? fault.when.atMs : Number.MAX_SAFE_INTEGER);
  const sorted = faults.map((fault) => ({ text: formatFault(fault), at: order(fault) }));
  sorted.sort((a, b) => a.at - b.at || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return [...new Set(sorted.map(({ text }) => text))];
}

function randomFault(dice: Dice, kind: FaultFeature, ground: FaultGround): Fault[] {
  // A fault of calls waits for its call: early ones strike those by which a job begins.
  const when = waits(kind) && oneIn(dice, 2) ? { atMs: EARLY_MS } : randomMoment(dice, ground);
  if (kind === "crash-burst") {
    const first = { ...crash(dice, ground, false), when, forMs: pick(dice, SHORT_MS) };
    const more = Array.from({ length: between(dice, 1, MOST_OF_BURST - 1) }, (): Fault => {
      const plusMs = magnitude(dice, 4096);
      return { ...crash(dice, ground, false), when: later(when, plusMs), forMs: pick(dice, SHORT_MS) };
    });
    return [first, ...more];
  }
  return [{ ...randomWhat(dice, kind, ground), when, forMs: lasts(kind) ? pick(dice, SHORT_MS) : null }];
}

function later(when: Fault["when"], byMs: number): Fault["when"] {
  return "atMs" in when ? { atMs: when.atMs + byMs } : { ...when, plusMs: when.plusMs + byMs };
}

/** Faults of calls are over when they have struck. */
function lasts(kind: FaultFeature): boolean {
  return !waits(kind) && kind !== "extra-checkpoint";
}

function waits(kind: FaultFeature): boolean {
  return /call|answer|requests/.test(kind);
}

/** Mostly a method that the job's calm run calls, else one that only trouble brings about. */
function method(dice: Dice, { methods }: FaultGround): string {
  const known = methods.filter((name) => !OF_CLIENT.includes(name));
  return known.length > 0 && !oneIn(dice, 4) ? pick(dice, known) : pick(dice, OF_CLUSTER);
}

/** Where the host has services, mostly a request to one of them. */
function request(dice: Dice, { requests }: FaultGround): string {
  return requests.length > 0 && !oneIn(dice, 4) ? pick(dice, requests) : pick(dice, LOG_METHODS);
}

/** The log or, where the host has services, mostly one of them. Without any nothing is drawn: plans stay as they were. */
function outside(dice: Dice, { services }: FaultGround): FaultTarget {
  return services.length > 0 && !oneIn(dice, 4) ? { role: "service", name: pick(dice, services) } : { role: "log" };
}

function randomWhat(dice: Dice, kind: Exclude<FaultFeature, "crash-burst">, ground: FaultGround): FaultWhat {
  switch (kind) {
    case "crash":
    case "silent-crash":
      return crash(dice, ground, kind === "silent-crash");
    case "crash-log":
      return { what: "crash", target: outside(dice, ground), silent: false };
    case "pause":
      return { what: "pause", target: anyMachine(dice, ground) };
    case "slow-machine":
      return { what: "slow", target: taskManager(dice, ground), factor: pick(dice, [4, 20, 50]) };
    case "cut": {
      // Not from the log: what a cut holds back arrives late, and a session that is opened late fences the one after it.
      const a = taskManager(dice, ground);
      const b = taskManager(dice, ground);
      const isOne = a.role === "tm" && b.role === "tm" && a.index === b.index;
      return { what: "cut", a, b: isOne || oneIn(dice, 3) ? { role: "jm" } : b, oneWay: oneIn(dice, 3) };
    }
    case "lost-call":
      return { what: "drop", method: method(dice, ground), n: magnitude(dice, 4), reply: false };
    case "lost-answer":
      return { what: "drop", method: method(dice, ground), n: magnitude(dice, 4), reply: true };
    case "repeated-call":
      return { what: "duplicate", method: method(dice, ground), n: magnitude(dice, 4), reply: false };
    case "late-call":
    case "late-answer": {
      const reply = kind === "late-answer";
      return {
        what: "delay",
        method: method(dice, ground),
        n: magnitude(dice, 4),
        byMs: pick(dice, LATE_MS),
        reply,
      };
    }
    case "log-requests": {
      const chosen = { method: request(dice, ground), n: magnitude(dice, 4), reply: oneIn(dice, 2) };
      // A session that is opened late fences the one after it, in Kafka as here: nobody promises that it does no harm.
      const isOpening = chosen.method === "log.init" && !chosen.reply;
      const what = isOpening ? "drop" : pick(dice, ["drop", "duplicate", "delay"] as const);
      return what === "delay" ? { what, ...chosen, byMs: pick(dice, LATE_MS) } : { what, ...chosen };
    }
    case "failing-storage":
      return { what: "fail-storage" };
    case "slow-storage":
      return { what: "slow-storage", factor: pick(dice, [10, 100, 1000]) };
    case "extra-checkpoint":
      return { what: "trigger-checkpoint" };
  }
}

function crash(dice: Dice, ground: FaultGround, silent: boolean): FaultWhat {
  return { what: "crash", target: taskManager(dice, ground), silent };
}

function taskManager(dice: Dice, { taskManagers }: FaultGround): FaultTarget {
  return { role: "tm", index: dice.below(taskManagers) };
}

function anyMachine(dice: Dice, ground: FaultGround): FaultTarget {
  return pickWeighted<FaultTarget>(dice, [
    { weight: 4, value: taskManager(dice, ground) },
    { weight: 1, value: { role: "jm" } },
    { weight: 1, value: { role: "log" } },
    ...ground.services.map((name) => ({ weight: 1, value: { role: "service", name } as const })),
  ]);
}
