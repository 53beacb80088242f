/** What every fault is, for people: its fields with units and defaults, what it stands for, and what it can find. */
import type { FaultWhat } from "./fault.ts";

/** A field of a fault's text form. */
export interface FaultField {
  readonly name: string;
  /** What it means, with its unit. */
  readonly meaning: string;
  /** Null: it has to be given. */
  readonly default: string | null;
}

/** One kind of fault. */
export interface FaultEntry {
  /** What happens, in one sentence. */
  readonly sentence: string;
  readonly fields: readonly FaultField[];
  /** What brings it about in the world. */
  readonly cause: string;
  /** Which mistakes it brings to light. */
  readonly finds: string;
  readonly example: string;
}

const TARGET: FaultField = {
  name: "tm=A | jm | log | service=NAME",
  meaning:
    "the machine; a TaskManager by its letter, beyond the last one counted from the first again, or a service of the user's",
  default: null,
};
const METHOD: FaultField = {
  name: "method",
  meaning: "the RPC that is struck, or log.commit, crm.find and the like for a request to the log or to a service",
  default: "any RPC",
};
const COUNT: FaultField = { name: "n", meaning: "how many calls are struck", default: "1" };
const REPLY: FaultField = {
  name: "reply",
  meaning: "strikes the answer: what was asked for has happened, and the caller does not know it",
  default: "strikes the call",
};

/** All faults by the first word of their text form. */
export const FAULT_CATALOGUE: Readonly<Record<FaultWhat["what"], FaultEntry>> = {
  crash: {
    sentence:
      "The process ends, and with it what was in its memory; it is started again after the time behind the slash.",
    fields: [
      TARGET,
      {
        name: "silent",
        meaning: "its connections are not reset, so that only heartbeats tell",
        default: "peers are told",
      },
    ],
    cause: "out of memory, a killed container, a lost machine",
    finds: "state or output that a restore does not bring back, or brings back twice",
    example: "crash:tm=B@txn.pre(cp=3,task=Map,subtask=2)#1+2ms/5s",
  },
  pause: {
    sentence: "The process stands still, and goes on as if nothing had been.",
    fields: [TARGET],
    cause: "garbage collection, a frozen virtual machine, swapping",
    finds: "zombies: whoever was given up while it slept and still writes",
    example: "pause:tm=A@4s/20s",
  },
  slow: {
    sentence: "Everything that the machine computes takes longer.",
    fields: [TARGET, { name: "x", meaning: "how many times as long", default: "4" }],
    cause: "a noisy neighbour, thermal throttling, a failing disk under the operating system",
    finds: "back-pressure that blocks barriers, timeouts that are too short",
    example: "slow:tm=C,x=8@3s/10s",
  },
  cut: {
    sentence: "Nothing gets through between two machines; what is sent meanwhile waits until the link is back.",
    fields: [
      { name: "A-B", meaning: "the two machines", default: null },
      { name: "oneway", meaning: "only from the first to the second", default: "both directions" },
    ],
    cause: "a broken switch, a firewall rule, a full connection table",
    finds: "two sides that both believe to be right, messages that come too late",
    example: "cut:A-jm,oneway@5s/2s",
  },
  drop: {
    sentence: "The next calls are lost, or their answers.",
    fields: [METHOD, COUNT, REPLY],
    cause: "a connection that breaks in the middle of a call",
    finds: "callers that do not ask again, and callees that do twice what was asked for twice",
    example: "drop:method=acknowledgeCheckpoint,reply,n=1@cp.trigger#2",
  },
  duplicate: {
    sentence: "The next calls arrive twice, or their answers.",
    fields: [METHOD, COUNT, REPLY],
    cause: "a client that repeats what it believes to be lost",
    finds: "handlers that are not idempotent",
    example: "duplicate:method=log.commit,n=2@cp.complete#1",
  },
  delay: {
    sentence: "The next calls come late, and others may overtake them; or their answers do.",
    fields: [METHOD, COUNT, { name: "by", meaning: "how much later", default: "1s" }, REPLY],
    cause: "a thread pool that is full, a route that flaps",
    finds: "notices of the last checkpoint that arrive in the middle of the next",
    example: "delay:method=confirmCheckpoint,n=1,by=3s@cp.complete#1",
  },
  "trigger-checkpoint": {
    sentence: "Somebody asks for a checkpoint, beside those of the interval.",
    fields: [],
    cause: "an operator before a deployment",
    finds: "checkpoints that get in each other's way",
    example: "trigger-checkpoint@1.8s",
  },
  "cancel-job": {
    sentence: "Somebody calls the job off.",
    fields: [],
    cause: "an operator who replaces the job by another one",
    finds: "checkpoints that are left behind, and those that are deleted though they should stay",
    example: "cancel-job@cp.complete#3",
  },
  "fail-storage": {
    sentence: "The checkpoint storage refuses everything.",
    fields: [],
    cause: "expired credentials, a full bucket, an outage",
    finds: "checkpoints that count as complete without their files, and jobs that give up too early",
    example: "fail-storage@2s/3s",
  },
  "slow-storage": {
    sentence: "The checkpoint storage takes longer.",
    fields: [{ name: "x", meaning: "how many times as long", default: "10" }],
    cause: "throttling, a cold cache, a distant region",
    finds: "checkpoints that take longer than their interval or their timeout",
    example: "slow-storage:x=50@2s/5s",
  },
};
