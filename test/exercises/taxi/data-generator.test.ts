import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  durationMinutes,
  endTime,
  fare,
  generatedFare,
  ride,
  startTime,
} from "../../../exercises/taxi/data-generator.ts";
import {
  getGridCellCenterLat,
  getGridCellCenterLon,
  isInNYC,
  mapToGridCell,
} from "../../../exercises/taxi/geo-utils.ts";

interface Golden {
  readonly records: readonly Record<string, unknown>[];
  readonly sha256: Readonly<Record<string, string>>;
  readonly geo: readonly { lon: number; lat: number; isInNYC: boolean; gridCell: number }[];
}
const golden: Golden = JSON.parse(readFileSync(new URL("./goldens.json", import.meta.url), "utf8"));
const float = new Float32Array(1);
const word = new Int32Array(float.buffer);
function bits(value: number): number {
  float[0] = value;
  return word[0];
}

function line(id: number): string {
  const r = ride(id, true);
  const f = generatedFare(id);
  return `${[id, startTime(id), endTime(id), r.driverId, r.taxiId, bits(r.startLon), bits(r.startLat), bits(r.endLon), bits(r.endLat), r.passengerCnt, f.paymentType, bits(f.tip), bits(f.tolls), bits(f.totalFare), isInNYC(r.startLon, r.startLat), isInNYC(r.endLon, r.endLat), mapToGridCell(r.startLon, r.startLat), mapToGridCell(r.endLon, r.endLat)].join(",")}\n`;
}

describe("the taxi data generator", () => {
  test("makes the recorded rides and fares", () => {
    expect(golden.records.length).toBeGreaterThan(30);
    for (const record of golden.records) {
      const id = record.rideId as number;
      const r = ride(id, true);
      const f = generatedFare(id);
      const made = {
        startTime: r.eventTime,
        endTime: ride(id, false).eventTime,
        durationMinutes: durationMinutes(id),
        driverId: r.driverId,
        taxiId: r.taxiId,
        bits: {
          startLon: bits(r.startLon),
          startLat: bits(r.startLat),
          endLon: bits(r.endLon),
          endLat: bits(r.endLat),
        },
        passengerCnt: r.passengerCnt,
        paymentType: f.paymentType,
        tip: f.tip,
        tolls: f.tolls,
        totalFare: f.totalFare,
      };
      expect(record).toMatchObject(made);
    }
  });

  test.each([1000, 100_000])("has the checksum of the original for the first %i rides", (n) => {
    const hash = createHash("sha256");
    for (let id = 1; id <= n; id++) hash.update(line(id));
    expect(hash.digest("hex")).toBe(golden.sha256[String(n)]);
  });

  test("makes the fare of a ride known otherwise from the ride's id", () => {
    expect(fare(58, 7, 8, 9)).toEqual({ ...generatedFare(58), driverId: 7, taxiId: 8, startTime: 9 });
    expect(Object.is(fare(58, 7, 8, 9).tip, 0)).toBe(true);
  });
});

test("the city has the recorded points and cells", () => {
  for (const point of golden.geo) {
    expect([isInNYC(point.lon, point.lat), mapToGridCell(point.lon, point.lat)]).toEqual([
      point.isInNYC,
      point.gridCell,
    ]);
  }
});

test("the middles of cells are those of the original", () => {
  const { geo } = JSON.parse(readFileSync(new URL("../training-goldens.json", import.meta.url), "utf8")) as {
    readonly geo: {
      readonly cellCenters: readonly { readonly cell: number; readonly lon: number; readonly lat: number }[];
    };
  };
  expect(geo.cellCenters.length).toBeGreaterThan(0);
  for (const { cell, lon, lat } of geo.cellCenters)
    expect([getGridCellCenterLon(cell), getGridCellCenterLat(cell)]).toEqual([Math.fround(lon), Math.fround(lat)]);
});
