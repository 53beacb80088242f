/** All examples, by topic, in the order of the pages. */
import type { Example } from "./example.ts";
import { ASYNC } from "./examples/async.ts";
import { KEYED_STATE } from "./examples/keyed-state.ts";
import { ONE_STREAM } from "./examples/one-stream.ts";
import { OPERATOR_STATE } from "./examples/operator-state.ts";
import { OWN_SOURCE } from "./examples/own-source.ts";
import { PARTITIONING } from "./examples/partitioning.ts";
import { SINKS } from "./examples/sinks.ts";
import { SOURCES } from "./examples/sources.ts";
import { TIME } from "./examples/time.ts";
import { TRIGGERS_AND_EVICTORS } from "./examples/triggers-and-evictors.ts";
import { TWO_STREAMS } from "./examples/two-streams.ts";
import { TYPES } from "./examples/types.ts";
import { WINDOW_FUNCTIONS } from "./examples/window-functions.ts";
import { WINDOWS } from "./examples/windows.ts";

/** Examples that stand in one file. */
interface Chapter {
  /** The text is taken from there. */
  readonly file: string;
  readonly examples: readonly Example[];
}

/** A part of a page. */
export interface Topic {
  readonly title: string;
  readonly chapters: readonly Chapter[];
}

/** The page of operators. */
export const OPERATORS: readonly Topic[] = [
  {
    title: "Transformations",
    chapters: [
      { file: "examples/one-stream.ts", examples: ONE_STREAM },
      { file: "examples/two-streams.ts", examples: TWO_STREAMS },
      { file: "examples/partitioning.ts", examples: PARTITIONING },
      { file: "examples/async.ts", examples: ASYNC },
    ],
  },
  {
    title: "Windows",
    chapters: [
      { file: "examples/windows.ts", examples: WINDOWS },
      { file: "examples/window-functions.ts", examples: WINDOW_FUNCTIONS },
      { file: "examples/triggers-and-evictors.ts", examples: TRIGGERS_AND_EVICTORS },
    ],
  },
  { title: "Time", chapters: [{ file: "examples/time.ts", examples: TIME }] },
  {
    title: "State",
    chapters: [
      { file: "examples/keyed-state.ts", examples: KEYED_STATE },
      { file: "examples/operator-state.ts", examples: OPERATOR_STATE },
    ],
  },
  { title: "Types", chapters: [{ file: "examples/types.ts", examples: TYPES }] },
];

/** The page of sources and sinks. */
export const SOURCES_AND_SINKS: readonly Topic[] = [
  {
    title: "Sources",
    chapters: [
      { file: "examples/sources.ts", examples: SOURCES },
      { file: "examples/own-source.ts", examples: OWN_SOURCE },
    ],
  },
  { title: "Sinks", chapters: [{ file: "examples/sinks.ts", examples: SINKS }] },
];

/** Of both pages. */
export const EXAMPLES: readonly Example[] = [...OPERATORS, ...SOURCES_AND_SINKS].flatMap(({ chapters }) =>
  chapters.flatMap(({ examples }) => examples),
);
