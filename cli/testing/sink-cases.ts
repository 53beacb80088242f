/** What a two-phase-commit sink has to come through: each case is a scenario that strikes at one step of its protocol. */
import type { RawConfigValue } from "../../src/config/configuration.ts";

/** What faults call the outside system of a sink and its requests. */
export interface SinkServiceNames {
  /** Its machine; `log` for the transactional log. */
  readonly name: string;
  /** `kind` of the requests that hand lines over ahead of the commit. */
  readonly prepare: string;
  /** `kind` of the requests that make them visible. */
  readonly commit: string;
}

/** One scenario. */
export interface SinkCase {
  /** What the sink does, continuing "The sink …". */
  readonly sentence: string;
  readonly faults: (service: SinkServiceNames) => readonly string[];
  /** The job has to fail and go on: otherwise the case has shown nothing. */
  readonly restarts: boolean;
  /** What was prepared in vain has to be aborted by the end. */
  readonly aborts?: boolean;
  /** Over the usual settings; null: the setting is left out. */
  readonly configuration?: Readonly<Record<string, RawConfigValue | null>>;
}

const EARLY = "10ms";

function machine({ name }: SinkServiceNames): string {
  return name === "log" ? "log" : `service=${name}`;
}

/** All cases, in the order of the protocol. A checkpoint begins each 200 ms, and TaskManager B has one of the two subtasks. */
export const SINK_CASES: readonly SinkCase[] = [
  {
    sentence: "shows each line once when nothing happens",
    faults: () => [],
    restarts: false,
  },
  {
    sentence: "hands lines over once when each request to prepare arrives twice",
    faults: ({ name, prepare }) => [`duplicate:method=${name}.${prepare},n=1000@${EARLY}`],
    restarts: false,
  },
  {
    sentence: "hands lines over once when the answers to prepare are lost",
    faults: ({ name, prepare }) => [`drop:method=${name}.${prepare},reply,n=3@${EARLY}`],
    restarts: false,
  },
  {
    sentence: "commits once when each commit arrives twice",
    faults: ({ name, commit }) => [`duplicate:method=${name}.${commit},n=1000@${EARLY}`],
    restarts: false,
  },
  {
    sentence: "commits once when the answer to a commit is lost",
    faults: ({ name, commit }) => [`drop:method=${name}.${commit},reply,n=2@${EARLY}`],
    restarts: false,
  },
  {
    sentence: "commits once when the answer is lost and the attempt that waits for it dies",
    faults: ({ name, commit }) => [
      `drop:method=${name}.${commit},reply,n=4@${EARLY}`,
      "crash:tm=B@txn.commit#2+1ms/300ms",
    ],
    restarts: true,
  },
  {
    sentence: "commits what was prepared when it dies between the completed checkpoint and the commit",
    faults: () => ["crash:tm=B@cp.complete#2/300ms"],
    restarts: true,
  },
  {
    sentence: "aborts what an older checkpoint does not hold when it dies before the checkpoint is complete",
    faults: () => ["drop:method=acknowledgeCheckpoint,n=4@600ms", "crash:tm=B@txn.pre(cp=3)#1+50ms/300ms"],
    restarts: true,
    aborts: true,
  },
  {
    sentence: "shuts out an earlier attempt whose request to prepare comes late",
    faults: ({ name, prepare }) => [
      `delay:method=${name}.${prepare},n=2,by=1500ms@1500ms`,
      "crash:tm=B@cp.trigger#8+40ms/300ms",
    ],
    restarts: true,
  },
  {
    sentence: "takes a commit of an earlier attempt that comes late once",
    faults: ({ name, commit }) => [
      `delay:method=${name}.${commit},n=2,by=1500ms@1s`,
      "crash:tm=B@cp.complete#5+10ms/300ms",
    ],
    restarts: true,
  },
  {
    sentence: "shuts out an attempt that stood still until another had taken its place",
    faults: () => ["pause:tm=B@txn.pre(cp=3)#1/2500ms"],
    restarts: true,
  },
  {
    sentence: "shows each line once when the outside system dies as it prepares",
    faults: (service) => [`crash:${machine(service)}@txn.open#3/500ms`],
    restarts: false,
  },
  {
    sentence: "shows each line once when the outside system dies as it commits",
    faults: (service) => [`crash:${machine(service)}@txn.commit#2/500ms`],
    restarts: false,
  },
  {
    sentence: "shows each line once when it is cut off from the outside system for a while",
    faults: (service) => [`cut:B-${machine(service)}@txn.pre#3/3s`],
    restarts: false,
  },
  {
    sentence: "commits the rest with the last checkpoint, after the end of the input",
    faults: () => [],
    restarts: false,
    configuration: { "execution.checkpointing.interval": "1 min" },
  },
  {
    sentence: "commits at the end of the input of a job that takes no checkpoints",
    faults: () => [],
    restarts: false,
    configuration: { "execution.checkpointing.interval": null },
  },
];
