/** What an exercise is: the shape of every folder of this ladder. `exercises/README.md` says how to write one. */
/** A text for people, in both languages of the course. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** The languages of the course. */
export type Language = keyof Text;

/**
 * What a learner's module exports by default: the stream that the exercise asks for, out of its inputs in order. Each
 * exercise has records of its own, so whoever calls one vouches for them (`streamOf`).
 */
export type Pipeline = (...inputs: never[]) => unknown;

/** A number, what it has to exceed, or what it must not exceed. */
export type Count = number | { readonly greaterThan: number } | { readonly atMost: number };

/** What has been sent downstream: a record with its timestamp, or a watermark. */
export type Sent = { readonly value: unknown; readonly timestampMs: number } | { readonly watermarkMs: number };

/** What has to hold at one point of a case; what is left out may be anything. */
export interface Expectation {
  /**
   * Entries of keyed state, over all keys. Where a program keeps several of a key, it is right as well if so many keys hold
   * something: how it cuts up what it remembers is its own affair.
   */
  readonly stateEntries?: Count;
  /** Registered timers of event time, over all keys. */
  readonly timers?: Count;
  /** Everything that was sent so far, in order. */
  readonly sent?: readonly Sent[];
  /** The values of the records that were sent so far, in order. */
  readonly values?: readonly unknown[];
  /** Texts of records that keyed state must not hold any more, in whatever kind of state; of characters below U+0100. */
  readonly forgotten?: readonly string[];
  /** The values of each side output so far, in order, by the id of its tag. */
  readonly side?: Readonly<Record<string, readonly unknown[]>>;
}

/** One call to an operator that runs alone, or what has to hold after the last one. */
export type Step =
  | { readonly kind: "element"; readonly input: number; readonly value: unknown; readonly timestampMs: number }
  | { readonly kind: "watermark"; readonly input: number; readonly watermarkMs: number }
  /** The operator loses its memory and begins again with what its last checkpoint holds, made just before. */
  | { readonly kind: "crash" }
  | { readonly kind: "expect"; readonly expectation: Expectation };

/** A record or a watermark that a source of a case emits. */
export type SourceElement =
  | { readonly kind: "record"; readonly value: unknown; readonly timestampMs?: number }
  | { readonly kind: "watermark"; readonly watermarkMs: number };

/** One input of a job: element `k` comes from subtask `k mod parallelism` of its source. */
export interface CaseSource {
  readonly name: string;
  readonly elements: readonly SourceElement[];
}

interface CommonCase {
  /** Unique in its exercise. */
  readonly id: string;
  /** What it shows, in one sentence without a full stop. */
  readonly title: Text;
  /** Hidden cases are not told before they fail. */
  readonly hidden?: boolean;
}

/**
 * The operators of the pipeline run one call at a time, as in the operator harnesses of Flink's own tests. Elements have the
 * timestamps of the case, and watermarks are its own: what the pipeline assigns is passed over.
 */
export interface HarnessCase extends CommonCase {
  readonly kind: "harness";
  readonly steps: readonly Step[];
}

/** The pipeline runs as a job on the simulated cluster, under many schedules, with crashes in some. */
export interface ClusterCase extends CommonCase {
  readonly kind: "cluster";
  /** Of the job; default 2. */
  readonly parallelism?: number;
  readonly sources: readonly CaseSource[];
  /** The records that come out. */
  readonly expected: readonly unknown[];
  /** The order of the results is the same under every schedule. Default: any order. */
  readonly inOrder?: boolean;
  /** With `inOrder`: results for which it gives the same may change places among themselves. */
  readonly momentOf?: (result: unknown) => unknown;
  /** The records of side outputs by the id of their tag, in any order. */
  readonly side?: Readonly<Record<string, readonly unknown[]>>;
  /** What comes out is a record and its timestamp: `{ value, timestampMs }`. */
  readonly timestamped?: boolean;
  /** Entries of keyed state that are left when all sources have ended; seen under the schedules without a crash. */
  readonly stateEntries?: number;
  /** Orders that are tried at the most; for cases of thousands of records. */
  readonly mostOrders?: number;
}

/** A case of either kind. */
export type ExerciseCase = HarnessCase | ClusterCase;

/** A solution that is wrong, and what is to be learned from it. It has the same default export as a solution. */
export interface WrongSolution {
  /** Name of its file in the folder `wrong`. */
  readonly name: string;
  readonly pipeline: Pipeline;
  /** What it does, in one sentence. */
  readonly mistake: Text;
  /** What is right instead, and why. */
  readonly lesson: Text;
  /** The case that is there to catch it. */
  readonly caughtBy: string;
  /**
   * It waits by the clock on the wall. What the clock shows makes programs behave in many ways, so this is told of whoever
   * lets the clock decide, and not only of who behaves alike.
   */
  readonly isWallClock?: boolean;
}

/** Something to break once it is solved: a run of a case with failures, and where to look. */
export interface BreakIt {
  /** Of the scenario. */
  readonly scenario: string;
  /** The case on the cluster that it is made of. */
  readonly caseId: string;
  /** In text form. */
  readonly faults: readonly string[];
  /** The moment to look at, ms of virtual time. */
  readonly atMs: number;
  /** What to look for, and what to do there. */
  readonly task: Text;
}

/** An exercise of the ladder. */
export interface Exercise {
  /** Name of its folder. */
  readonly name: string;
  readonly title: Text;
  /** The goal in one sentence. */
  readonly goal: Text;
  /** What the inputs of the pipeline are called, in order. */
  readonly inputs: readonly string[];
  readonly cases: readonly ExerciseCase[];
  readonly solution: Pipeline;
  readonly wrong: readonly WrongSolution[];
  /** From a nudge to nearly the answer. */
  readonly hints: readonly [Text, Text, Text];
  readonly breakIt: BreakIt;
}
