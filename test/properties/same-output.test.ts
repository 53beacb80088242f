import { expect, test } from "vitest";
import { Campaign } from "../../sim/explore/campaign.ts";
import { randomJobs } from "../../sim/explore/ground.ts";
import { sameOutput } from "../../sim/explore/metamorphic/same-output.ts";
import { VARIATIONS } from "../../sim/explore/metamorphic/variations.ts";
import { SWARMS } from "../../sim/explore/swarm.ts";

const JOBS = 12;

test("random jobs give the same output with any one thing otherwise", () => {
  const ground = randomJobs();
  const campaign = new Campaign(ground, { seed: 41, swarm: SWARMS.calm });
  const compared = new Map(VARIATIONS.map(({ knob }) => [knob, 0]));
  let keysInOrder = 0;
  for (let number = 1; number <= JOBS; number++) {
    const scenario = campaign.scenario(number);
    for (const variation of VARIATIONS) {
      const ordered = ground.orderedOutput?.(scenario) ?? [];
      const pair = sameOutput({ scenario, host: ground.host }, variation, { ordered });
      keysInOrder += pair.keysInOrder;
      expect(pair.finding, `scenario ${number}`).toBeNull();
      if (pair.compared) compared.set(variation.knob, (compared.get(variation.knob) ?? 0) + 1);
    }
  }
  for (const [knob, times] of compared) expect(times, knob).toBeGreaterThan(2);
  expect(keysInOrder).toBeGreaterThan(VARIATIONS.length);
});
