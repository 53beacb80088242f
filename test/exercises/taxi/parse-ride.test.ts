import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRide, parseUtc } from "../../../exercises/taxi/parse-ride.ts";

const START =
  "6,START,2013-01-01 00:00:00,1970-01-01 00:00:00,-73.866135,40.771091,-73.961334,40.764912,6,2013000006,2013000006";

describe("reading a taxi ride", () => {
  test("gives the fields of a line", () => {
    expect(parseRide(START)).toEqual({
      ok: true,
      ride: {
        rideId: 6,
        isStart: true,
        eventTime: 1356998400000,
        startLon: Math.fround(-73.866135),
        startLat: Math.fround(40.771091),
        endLon: Math.fround(-73.961334),
        endLat: Math.fround(40.764912),
        passengerCnt: 6,
        taxiId: 2013000006,
        driverId: 2013000006,
      },
    });
  });

  test("says in one sentence why a line is no ride", () => {
    const reason = (line: string) => {
      const parsed = parseRide(line);
      return parsed.ok ? "" : parsed.reason;
    };
    expect(reason("")).toBe("The line has 1 fields instead of 11.");
    expect(reason(`${START},`)).toBe("The line has 12 fields instead of 11.");
    expect(reason(START.replace("START", "start"))).toBe('The kind is "start" instead of START or END.');
    expect(reason(START.replace("2013-01-01 00", "2013-02-29 00"))).toBe(
      'time1 is "2013-02-29 00:00:00", which is not a time like 2013-01-01 00:00:00.',
    );
    expect(reason(START.replace("-73.866135", "-73,8".replace(",", "..")))).toContain("startLon is");
    expect(reason(START.replace("-73.866135", "NaN"))).toContain("which is not a decimal number");
    expect(reason(START.replace(",6,", ",99999,"))).toContain("passengerCnt is");
    expect(reason(START.replace("6,START", "six,START"))).toBe('rideId is "six", which is not a whole number.');
  });

  test("reads every line of the real data", () => {
    const text = gunzipSync(readFileSync(new URL("../../../exercises/data/nycTaxiRides.gz", import.meta.url))).toString(
      "utf8",
    );
    let starts = 0;
    let ends = 0;
    for (const line of text.trimEnd().split("\n")) {
      const parsed = parseRide(line);
      if (!parsed.ok) throw new Error(parsed.reason);
      if (parsed.ride.isStart) starts++;
      else ends++;
    }
    expect([starts, ends]).toEqual([53_550, 46_450]);
  });

  test("counts times as the calendar does", () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }), (seconds) => {
        const text = new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
        expect(parseUtc(text)).toBe(seconds * 1000);
      }),
    );
    for (const wrong of [
      "2013-13-01 00:00:00",
      "2013-00-01 00:00:00",
      "1900-02-29 00:00:00",
      "2013-01-01 24:00:00",
      "2013-01-01T00:00:00",
      "2013-01-01 00:60:00",
    ])
      expect(parseUtc(wrong)).toBeNull();
  });
});
