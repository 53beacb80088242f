/** Looks for failing scenarios on a runtime with a bug planted in it and makes each simple; tells what came out. */
import { parentPort, workerData } from "node:worker_threads";
import { Campaign } from "../sim/explore/campaign.ts";
import { examine } from "../sim/explore/examine.ts";
import { FAULT_FEATURES } from "../sim/explore/features.ts";
import { randomJobs } from "../sim/explore/ground.ts";
import { shrink } from "../sim/explore/shrink/shrink.ts";

const { wanted } = workerData as { readonly wanted: number };
const ground = randomJobs();
const swarm = { name: "sixty", purpose: "Plans of up to 60 faults.", features: FAULT_FEATURES, mostFaults: 60 };
const campaign = new Campaign(ground, { seed: 1, swarm });
for (let number = 1, found = 0; found < wanted; number++) {
  const examination = examine(campaign.scenario(number), ground.host);
  const [finding] = examination.findings;
  if (finding === undefined) continue;
  found++;
  const began = performance.now();
  const before = process.cpuUsage();
  const { examination: simplest, runs } = shrink(examination, finding.property, ground.base, ground.host);
  // Of the whole process, collecting garbage included: on a machine with other work it says more than the clock.
  const { user, system } = process.cpuUsage(before);
  parentPort?.postMessage({
    number,
    property: finding.property,
    faults: examination.scenario.faults?.length ?? 0,
    left: simplest.scenario.faults ?? [],
    runs,
    ms: performance.now() - began,
    cpuMs: (user + system) / 1000,
  });
}
