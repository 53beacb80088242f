import { describe, expect, test } from "vitest";
import { accuratePower } from "../../src/cluster/accurate-power.ts";
import { restartStrategyOf } from "../../src/cluster/restart-strategy.ts";
import { Configuration } from "../../src/config/configuration.ts";

const strategy = (entries: Record<string, string | number>) =>
  restartStrategyOf(Configuration.fromEntries(entries), () => 0);

describe("the restart strategy of a job", () => {
  test("is none without checkpoints and exponential delay with them", () => {
    expect(strategy({}).canRestart()).toBe(false);
    expect(strategy({ "execution.checkpointing.interval": "1 s" }).describe()).toMatch(/^ExponentialDelay/);
  });

  test("is the one that the configuration names, with its parameters", () => {
    const fixed = strategy({ "restart-strategy.type": "fixed-delay", "restart-strategy.fixed-delay.attempts": 3 });
    expect(fixed.describe()).toBe(
      "FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=3, backoffTimeMS=1000)",
    );
  });

  test("draws the jitter on both sides of the delay", () => {
    const entries = {
      "restart-strategy.type": "exponential-delay",
      "restart-strategy.exponential-delay.initial-backoff": 100,
      "restart-strategy.exponential-delay.jitter-factor": 0.5,
    };
    const highest = restartStrategyOf(Configuration.fromEntries(entries), (bound) => bound - 1);
    highest.notifyFailure(0);
    expect(highest.backoffTimeMs(0)).toBe(150);
  });
});

test("a power is rounded once", () => {
  expect(accuratePower(1.2, 3)).toBe(1.7279999999999998);
  expect(accuratePower(2, 10)).toBe(1024);
});
