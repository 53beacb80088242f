import type { Exercise } from "../course/exercise.ts";
import { cases } from "./cases.ts";
import solution from "./solution.ts";
import { wrongSolutions } from "./wrong-solutions.ts";

export const eventTimeJoin: Exercise = {
  name: "event-time-join",
  title: { en: "Event-time join", zh: "事件时间连接" },
  goal: {
    en: "Join each trade with what was known of its customer at the time of the trade, whenever either of them comes.",
    zh: "给每笔交易配上交易发生时的客户信息，不管两者何时到来。",
  },
  inputs: ["trades", "customers"],
  cases,
  solution,
  wrong: wrongSolutions,
  hints: [
    {
      en: "A version of the customer that is older than the trade can come after it. When do you know that none is missing?",
      zh: "比交易更早的客户版本可能在交易之后才到。什么时候才能确定一个都不缺？",
    },
    {
      en: "Keep the trades that wait in a MapState by timestamp, with an event-time timer each, and the versions in another one. The timer joins. Versions older than the one just joined can go: no trade to come asks for them.",
      zh: "把等待的交易按时间戳存进一个 MapState，各注册一个事件时间定时器；客户版本存进另一个。定时器触发时连接。比刚连接的版本更旧的可以删掉：以后的交易不会再问它们。",
    },
    {
      en: "processElement1: timestamp <= currentWatermark() → return; else append to trades.get(timestamp) and registerEventTimeTimer(timestamp). processElement2: versions.put(timestamp, customer), then clean up as of currentWatermark(). onTimer(t): customer = newest version with timestamp <= t or null; collect({ trade, customer }) for each of trades.get(t); trades.remove(t). Clean up: of all versions <= t keep only the newest.",
      zh: "processElement1：timestamp <= currentWatermark() → return；否则追加到 trades.get(timestamp)，并 registerEventTimeTimer(timestamp)。processElement2：versions.put(timestamp, customer)，再按 currentWatermark() 清理。onTimer(t)：customer = timestamp <= t 的最新版本，没有则为 null；对 trades.get(t) 中的每一笔 collect({ trade, customer })；trades.remove(t)。清理：所有 <= t 的版本中只留最新的一个。",
    },
  ],
  breakIt: {
    scenario: "trades-wait",
    caseId: "two-customers",
    faults: ["crash:tm=B@125ms/5ms"],
    atMs: 125,
    task: {
      en: "A trade waits for the watermark, and a machine is lost. Is the trade in the checkpoint or with the source, and why does it join the same version of its customer after the restore?",
      zh: "一笔交易在等水位线，这时丢失一台机器。这笔交易在检查点里还是在源那里？为什么恢复之后它关联到的仍是同一个客户版本？",
    },
  },
};
