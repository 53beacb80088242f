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
/** Its texts about events would be a thirtieth of the worker, and the page has them itself. */
function explain(): never {
  throw new Error(
    'explain of tidemark/sim cannot be called in the page: select an event and choose "Why did this happen?", or run the file in Node.',
  );
}

const packages = { tidemark, "tidemark/sim": { ...sim, explain } };
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
