/** Prints the digests in a process of its own. */
import { collect } from "./digests.ts";

process.stdout.write(JSON.stringify(collect()));
