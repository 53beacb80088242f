import type { Report } from "../../exercises/course/report.ts";

/** What a grading process is told. */
export interface GradeRequest {
  readonly exercise: string;
  /** What the file is called in messages. */
  readonly shown: string;
  /** Absolute. */
  readonly path: string;
}

/** What it answers. */
export type GradeReply =
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "error"; readonly message: string };
