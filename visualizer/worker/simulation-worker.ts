/** The worker: the simulation beside the page. */
import * as sim from "../../sim/index-in-page.ts";
import * as tidemark from "../../src/index.ts";
import { loadJob } from "../library/load-job.ts";
import { WorkerHost } from "./host.ts";
import type { Command } from "./protocol.ts";

/** What of a worker's global scope is used; the page's library knows only that of a window. */
interface WorkerScope {
  onmessage: ((event: { readonly data: Command }) => void) | null;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;
/** What would be a fifth of the worker, and nobody calls while a job runs: the checks, texts about events, and files of traces. */
function elsewhere(name: string, instead: string): () => never {
  return () => {
    throw new Error(`${name} of tidemark/sim cannot be called in the page: ${instead}, or run the file in Node.`);
  };
}

const CHECKED = "run the scenario from a command line, where it is checked";
const inPage = {
  addressOfRun: elsewhere("addressOfRun", "copy the address of the page"),
  allCheckers: elsewhere("allCheckers", CHECKED),
  checkTrace: elsewhere("checkTrace", CHECKED),
  createVerifiedSimulation: elsewhere("createVerifiedSimulation", CHECKED),
  simulateVerified: elsewhere("simulateVerified", CHECKED),
  lostTransactionSentence: elsewhere("lostTransactionSentence", CHECKED),
  explain: elsewhere("explain", 'select an event and choose "Why did this happen?"'),
  readTrace: elsewhere("readTrace", "drop the file of the trace onto the page"),
  traceLines: elsewhere("traceLines", "look at the events of the run"),
  writeTrace: elsewhere("writeTrace", "look at the events of the run"),
  TraceFileError: Error,
};
const packages = { tidemark, "tidemark/sim": { ...sim, ...inPage } };
// Taken before anything is simulated, and not a timer: those are slowed down in pages that nobody sees.
const channel = new MessageChannel();
let waiting: (() => void) | null = null;
channel.port1.onmessage = () => {
  const action = waiting;
  waiting = null;
  action?.();
};

const host = new WorkerHost({
  send: (answer, transfer) => scope.postMessage(answer, transfer),
  now: () => performance.now(),
  soon(action) {
    waiting = action;
    channel.port2.postMessage(null);
  },
  load: (job) => loadJob(job, packages),
});
scope.onmessage = ({ data }) => host.onCommand(data);
