/** Records as a learner reads them. */
import { expect, it } from "vitest";
import { recordText } from "../../../exercises/course/describe.ts";

it.each([
  [[Math.fround(-73.9947), Math.fround(40.750626), 600_000, true, 2], "00:10:00 2 START at -73.9947,40.750626"],
  [{ timestamp: 350, customerId: 7, trade: "trade-350" }, "trade-350@350 of customer 7"],
  [{ timestamp: 300, customerId: 7, customer: "customer-300" }, "customer-300@300 of customer 7"],
  [
    {
      trade: { timestamp: 350, customerId: 7, trade: "buy" },
      customer: { timestamp: 300, customerId: 7, customer: "Ann" },
    },
    "Ann@300 for buy@350",
  ],
  [{ trade: { timestamp: 350, customerId: 7, trade: "buy" }, customer: null }, "null for buy@350"],
])("%j is told in a few words", (record, text) => {
  expect(recordText(record).en).toBe(text);
});

it("what would look alike in a few words is told as JSON", () => {
  const decimals = [-73.9947, 40.750626, 600_000, true, 2];
  expect(recordText(decimals).en).toBe(JSON.stringify(decimals));
  const strange = { trade: { timestamp: 1, customerId: 7, trade: "buy" }, customer: { timestamp: 1, customerId: 8 } };
  expect(recordText(strange).en).toBe(JSON.stringify(strange));
});
