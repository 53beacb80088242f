import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { type DriverTips, hourlyTips } from "../../exercises/jobs/hourly-tips.ts";
import { hourlyTipsScenario } from "../../exercises/scenarios/hourly-tips.ts";
import { fare } from "../../exercises/taxi/data-generator.ts";
import { parseRide } from "../../exercises/taxi/parse-ride.ts";
import type { TaxiRide } from "../../exercises/taxi/ride.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";

const WINDOW_MS = 300_000;

function allRides(): TaxiRide[] {
  const path = new URL("../../exercises/data/nycTaxiRides.gz", import.meta.url);
  const lines = gunzipSync(readFileSync(path)).toString("utf8").trim().split("\n");
  return lines.map((line) => {
    const parsed = parseRide(line);
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.ride;
  });
}

/** The same sums by a plain loop: tips by window end and driver. */
function plainSums(rides: readonly TaxiRide[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const ride of rides) {
    if (!ride.isStart) continue;
    const key = `${(Math.floor(ride.eventTime / WINDOW_MS) + 1) * WINDOW_MS} ${ride.driverId}`;
    sums.set(key, (sums.get(key) ?? 0) + fare(ride.rideId, ride.driverId, ride.taxiId, ride.eventTime).tip);
  }
  return sums;
}

describe("hourly-tips in its demonstration scenario", () => {
  let rides: TaxiRide[];
  let run: VerifiedRun;
  const lines = (log: string): DriverTips[] => run.output(log).map((line) => JSON.parse(line));

  beforeAll(() => {
    rides = allRides();
    run = simulateVerified(
      hourlyTipsScenario,
      { programs: { "hourly-tips": hourlyTips }, inputs: { rides } },
      { store: -1 },
    );
  }, 60_000);

  test("loses a TaskManager, restarts, replays, and is exactly once", () => {
    expect(run.status).toBe("FINISHED");
    expect(run.restarts).toBeGreaterThanOrEqual(1);
    expect(run.stats.replayed).toBeGreaterThan(0);
    expect(run.stats.lateDrops).toBe(0);
    expect(run.stats.faults).toEqual([{ spec: hourlyTipsScenario.faults?.[0], fired: true, atMs: expect.any(Number) }]);
    expect(run.violations).toEqual([]);
    expect(run.exactlyOnce).toBe(true);
  });

  test("the crash comes after the 20th checkpoint and between two", () => {
    expect(run.stats.checkpoints.failed).toBe(0);
    expect(run.stats.checkpoints.completed).toBeGreaterThan(40);
  });

  test("has a row for each driver and window, with the sums of a plain loop", () => {
    const rows = lines("rows");
    expect(rows).toHaveLength(53_030);
    const sums = plainSums(rides);
    expect(sums.size).toBe(53_030);
    expect(rows.filter(({ windowEnd, driverId, tips }) => sums.get(`${windowEnd} ${driverId}`) !== tips)).toEqual([]);
  });

  test("has one winner for each of 22 windows: the most tips, then the smaller driver", () => {
    const best = new Map<number, DriverTips>();
    for (const row of lines("rows")) {
      const before = best.get(row.windowEnd);
      if (
        before === undefined ||
        row.tips > before.tips ||
        (row.tips === before.tips && row.driverId < before.driverId)
      )
        best.set(row.windowEnd, row);
    }
    const winners = lines("winners");
    expect(winners).toHaveLength(22);
    expect([...winners].sort((a, b) => a.windowEnd - b.windowEnd)).toEqual(
      [...best.values()].sort((a, b) => a.windowEnd - b.windowEnd),
    );
  });
});
