/**
 * Numbers for executions and channels, unique over all jobs and lives of a JobManager: a message that names one of an
 * earlier life finds nothing. Flink draws random ids for the same purpose.
 */
const PER_INCARNATION = 2 ** 24;

/** The numbers that one JobManager process gives out. */
export class Identifiers {
  #nextExecution: number;
  #nextChannel: number;

  /** @param incarnation of the JobManager's process, from 1 */
  constructor(incarnation: number) {
    this.#nextExecution = (incarnation - 1) * PER_INCARNATION;
    this.#nextChannel = (incarnation - 1) * PER_INCARNATION;
  }

  execution(): number {
    return this.#nextExecution++;
  }

  channel(): number {
    return this.#nextChannel++;
  }
}
