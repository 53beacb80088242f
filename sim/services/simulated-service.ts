/**
 * A system outside the cluster as its user describes it: what it is asked, what it answers, what it keeps. Sinks and
 * operators reach it by its name: `context.external.ask(nodeId("crm"), { kind: "find", id: 7 }, 60)`.
 *
 * ```ts
 * const crm: SimulatedService<{ kind: "find"; id: number }, string | null, { names: Map<number, string> }> = {
 *   initialState: () => ({ names: new Map([[7, "Ada"]]) }),
 *   handle: ({ id }, { names }) => names.get(id) ?? null,
 * };
 * simulate(scenario, { programs, services: { crm } });
 * ```
 *
 * It runs on a machine of its own and dies, stands still, loses requests and answers like any other: `crash:service=crm@2s`,
 * `drop:method=crm.find,reply@1s`. What it needs to keep is in its state: a variable beside the object would outlive a crash.
 */
import type { ServiceOutput } from "./service-output.ts";

/** Given in place of an answer: nothing is sent, and whoever asked asks again. */
export const NO_ANSWER: unique symbol = Symbol("no answer");

/** What a service knows of its world while it handles a request or a timeout. */
export interface ServiceContext {
  /** ms since 1970 on the virtual clock. */
  readonly nowMs: number;
  /**
   * Names the request: who asks, and the number that it gave. A repetition has the same name, so a service that remembers
   * it can take each request once. A timeout has the name it was scheduled under.
   */
  readonly request: string;
  /** Of this process: empty again after a crash. */
  readonly memory: Map<string, unknown>;
  /** What readers of the outside world see of the service. */
  readonly output: ServiceOutput;
  /**
   * `onTimeout` is called in so many ms; another one of this name takes the place of the first. Due dates are durable: one
   * that passes while the process is down is met when it starts again.
   */
  schedule(name: string, afterMs: number): void;
  /** A name that is not scheduled is ignored. */
  cancel(name: string): void;
}

/** The user's own system. Requests that name their `kind` can be struck by faults one kind at a time. */
export interface SimulatedService<Request = unknown, Reply = unknown, State = unknown> {
  /** What it keeps on disk when a run begins. It survives each crash of the process. */
  initialState(): State;
  /**
   * Takes effect at once, in the middle of the answer time: a crash in the second half has had the effect and sends no answer.
   * Requests and answers are copied on their way. May be asked the same twice, since whoever has no answer asks again.
   */
  handle(request: Request, state: State, context: ServiceContext): Reply | typeof NO_ANSWER;
  /** A due date that the service has set itself. */
  onTimeout?(name: string, state: State, context: ServiceContext): void;
  /** From arrival to answer on a machine of usual speed, ms. Default 0.3. */
  answerTimeMs?(request: Request): number;
  /**
   * True: a repeated request is not handled again, but gets the answer of the first time, which is kept on disk with the effect.
   * That holds for what one process repeats, not for what a later attempt asks anew. Default false.
   */
  readonly remembersAnswers?: boolean;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const TAKEN = ["jm", "log", "client"];

/** Throws one sentence for a name that faults and addresses could not tell from others. */
export function checkServiceName(name: string): void {
  if (!NAME.test(name))
    throw new Error(`"${name}" cannot be the name of a service: take letters, digits and _, a letter first.`);
  if (TAKEN.includes(name)) throw new Error(`A service cannot be called ${name}: there is a machine of that name.`);
}
