import { expect, test } from "vitest";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { simulateVerified } from "../../sim/verify.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));

function run(faults: readonly string[], configuration: Readonly<Record<string, string>> = {}) {
  const scenario = SCENARIOS.recovery;
  return simulateVerified(
    { ...scenario, faults, configuration: { ...scenario.configuration, ...configuration } },
    { programs },
  );
}

test("a slot whose acceptance nobody hears of is used all the same", () => {
  const lost = run(["drop:method=offerSlots,reply,n=2@10ms"]);
  expect(lost.status).toBe("FINISHED");
  expect(lost.restarts).toBe(0);
  expect(lost.exactlyOnce).toBe(true);
});

test("a slot that the JobMaster believes to have, and that was freed meanwhile, is found out by a heartbeat", () => {
  // The tasks come when the slot has timed out already.
  const lost = run(["drop:method=offerSlots,reply,n=2@10ms", "delay:method=submitTask,n=40,by=2s@10ms"], {
    "taskmanager.slot.timeout": "500 ms",
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": "100",
    "restart-strategy.fixed-delay.delay": "100 ms",
  });
  expect(lost.status).toBe("FINISHED");
  expect(lost.trace.some(({ kind, ext }) => kind === "rpc.accept" && ext?.method === "failSlot")).toBe(true);
  expect(lost.trace.filter(({ kind }) => kind === "slot.request").length).toBeLessThan(2000);
  expect(lost.exactlyOnce).toBe(true);
});
