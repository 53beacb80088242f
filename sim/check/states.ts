/** Positions in the tables of states, by name. */
import { EXECUTION_STATES, JOB_STATES } from "../../src/trace/kinds.ts";

/** `b` of an `exec.state` that ends well. */
export const EXEC_FINISHED: number = EXECUTION_STATES.indexOf("FINISHED");
/** `b` of a `job.state` that ends well. */
export const JOB_FINISHED: number = JOB_STATES.indexOf("FINISHED");

/** `b` of an `exec.state` of an attempt that was called off. */
export const EXEC_CANCELED: number = EXECUTION_STATES.indexOf("CANCELED");
/** `b` of an `exec.state` of an attempt that works. */
export const EXEC_RUNNING: number = EXECUTION_STATES.indexOf("RUNNING");

const terminalExecutionStates = [EXEC_FINISHED, EXEC_CANCELED, EXECUTION_STATES.indexOf("FAILED")];

/** The attempt has ended, as the JobMaster sees it. */
export function isTerminalExecutionState(state: number): boolean {
  return terminalExecutionStates.includes(state);
}

const terminal = [JOB_FINISHED, JOB_STATES.indexOf("FAILED"), JOB_STATES.indexOf("CANCELED")];

/** The job will not run again. */
export function isTerminalJobState(state: number): boolean {
  return terminal.includes(state);
}
