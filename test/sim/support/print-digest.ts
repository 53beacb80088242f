/** Prints the digest of a run in a process of its own: `node --import tsx print-digest.ts`. */
import { simulate } from "../../../sim/simulation.ts";
import { bucketHost, bucketScenario } from "../../support/bucket-scenario.ts";

console.log(simulate(bucketScenario({ faults: ["crash:tm=B@cp.complete#3+40ms/1s"] }), bucketHost).digest);
