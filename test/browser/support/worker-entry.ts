/** Sends the digests out of a page's worker. */
import { collect } from "./digests.ts";

const port = globalThis as unknown as { postMessage(message: unknown): void };
port.postMessage(JSON.stringify(collect()));
