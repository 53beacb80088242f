import { type Collector, type DataStream, TumblingEventTimeWindows, type WindowContext } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, tipsPerDriver } from "./plumbing.ts";

const best = {
  process(_key: number, _context: WindowContext, rows: Iterable<HourlyTip>, out: Collector<HourlyTip>): void {
    let most = 0;
    let winner: HourlyTip | null = null;
    for (const row of rows)
      if (row[2] > most) {
        most = row[2];
        winner = row;
      }
    if (winner !== null) out.collect(winner);
  },
};

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  tipsPerDriver(fares).windowAll(TumblingEventTimeWindows.of(HOUR_MS)).process(best);
