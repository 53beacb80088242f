/** Rare situations that a campaign has to reach, or it proves little. `sometimes` of Antithesis, `buggify` of FoundationDB. */
import type { TraceEvent } from "../../../src/trace/trace.ts";

/** A situation that is to come about in some run of a campaign. */
export interface Probe {
  readonly id: string;
  /** One sentence, true where it was reached. */
  readonly statement: string;
  /** Where no campaign on a right runtime reaches it yet: why, in one sentence. It is watched for all the same. */
  readonly outOfReach?: string;
}

/** Says that a situation has come about. */
export type Reach<Id extends string> = (id: Id) => void;

/** Watches for a few situations. Sees all events of a trace in order; what a coarse trace lacks is not reached. */
export interface ProbeFold<Id extends string> {
  on(event: TraceEvent, reach: Reach<Id>): void;
}

/** The ids of a table of probes. */
export type IdOf<Table extends readonly Probe[]> = Table[number]["id"];
