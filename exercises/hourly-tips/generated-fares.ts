/** The training's own fares: an hour of them driver by driver, and twenty hours with the best driver of each. */
import type { ClusterCase } from "../course/exercise.ts";
import { once, records } from "../course/steps.ts";
import { BEGINNING } from "../taxi/data-generator.ts";
import { faresFor } from "../taxi/fare-stream.ts";
import type { TaxiFare } from "../taxi/ride.ts";

const HOUR_MS = 3_600_000;
/** A run of thousands of fares takes long; every fourth one has a crash. */
const MOST_ORDERS = 12;

/** The driver with the most tips, and the sum, hour by hour; the first six are printed in the training's discussion too. */
const WINNERS: readonly (readonly [driverId: number, tips: number])[] = [
  [2013000089, 76],
  [2013000197, 71],
  [2013000118, 83],
  [2013000119, 81],
  [2013000195, 73],
  [2013000072, 123],
  [2013000058, 84],
  [2013000148, 79],
  [2013000120, 104],
  [2013000165, 81],
  [2013000056, 92],
  [2013000101, 134],
  [2013000128, 60],
  [2013000013, 65],
  [2013000049, 79],
  [2013000191, 59],
  [2013000074, 64],
  [2013000126, 84],
  [2013000081, 61],
  [2013000185, 75],
];

/** The fares of the first hour, driver by driver. */
const byDriver = once((): [driverId: number, fares: TaxiFare[]][] => {
  const fares = new Map<number, TaxiFare[]>();
  for (const fare of faresFor(HOUR_MS)) fares.set(fare.driverId, [...(fares.get(fare.driverId) ?? []), fare]);
  return [...fares].sort(([a], [b]) => a - b);
});

const faresApart = once(() =>
  byDriver().flatMap(([, fares], hour) =>
    fares.map((fare) => ({ ...fare, startTime: fare.startTime + hour * HOUR_MS })),
  ),
);

const sumsByDriver = once(() =>
  byDriver().map(([driverId, fares], hour) => {
    const tips = fares.reduce((sum, { tip }) => Math.fround(sum + tip), 0);
    return [BEGINNING + (hour + 1) * HOUR_MS, driverId, tips];
  }),
);

const twentyHours = once(() => faresFor(WINNERS.length * HOUR_MS));

/** Only the winner of an hour comes out, so each driver gets an hour of his own: this shows the sums of all of them. */
export const sumsOfTheFirstHour: ClusterCase = {
  kind: "cluster",
  id: "generator-hour-1-per-driver",
  title: { en: "the sums of all drivers of a generated hour", zh: "生成数据的一小时里每个司机的小费之和" },
  hidden: true,
  get sources() {
    return [{ name: "fares", elements: records(...faresApart()) }];
  },
  get expected() {
    return sumsByDriver();
  },
};

export const generatedHours: ClusterCase = {
  kind: "cluster",
  id: "generator-first-20-hours",
  title: { en: "twenty hours of the generated stream", zh: "生成的数据流：二十小时" },
  hidden: true,
  mostOrders: MOST_ORDERS,
  get sources() {
    return [{ name: "fares", elements: records(...twentyHours()) }];
  },
  expected: WINNERS.map(([driverId, tips], hour) => [BEGINNING + (hour + 1) * HOUR_MS, driverId, tips]),
};
