/** Turns what was thrown into what is reported. */
import type { JobVertex } from "../graph/job-graph.ts";
import type { FailureCause } from "./task-environment.ts";

const MAX_RECORD_CHARACTERS = 400;

/** @param record what was being processed; undefined when nothing was */
export function failureCause(error: unknown, vertex: JobVertex, record: unknown): FailureCause {
  const isError = error instanceof Error;
  return {
    exception: isError ? error.name : typeof error,
    message: isError ? error.message : String(error),
    operator: vertex.name,
    record: record === undefined ? null : recordText(record),
    stack: isError ? (error.stack ?? null) : null,
  };
}

function recordText(record: unknown): string {
  const text =
    JSON.stringify(record, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value)) ??
    String(record);
  return text.length > MAX_RECORD_CHARACTERS ? `${text.slice(0, MAX_RECORD_CHARACTERS)} …` : text;
}

/**
 * The cause of a failure that the runtime has found itself: it needs no stack, since the message says what happened.
 *
 * @param error what was thrown, or the message where nothing had to be
 * @param vertex null: it concerns the job as a whole
 */
export function failureOf(error: unknown, vertex: JobVertex | null): FailureCause {
  const exception = error instanceof Error ? error.name : "Error";
  const message = error instanceof Error ? error.message : String(error);
  return { exception, message, operator: vertex?.name ?? null, record: null, stack: null };
}
