/** The tests of the training's retired exercise, and cases that they leave out. */
import { MAX_TIMESTAMP } from "tidemark";
import type { ExerciseCase, Step } from "../course/exercise.ts";
import { crash, element, expectNow, records, watermark } from "../course/steps.ts";
import { newYork } from "./new-york.ts";
import type { Customer, EnrichedTrade, Trade } from "./solution.ts";

const TRADES = 0;
const CUSTOMERS = 1;

function tradeOf(timestamp: number, customerId = 0, trade = `trade-${timestamp}`): Trade {
  return { timestamp, customerId, trade };
}

function versionOf(timestamp: number, customerId = 0): Customer {
  return { timestamp, customerId, customer: `customer-${timestamp}` };
}

/** A trade comes in. */
function trade(timestamp: number): Step {
  return element(tradeOf(timestamp), timestamp, TRADES);
}

/** A version of a customer comes in. */
function customer(timestamp: number): Step {
  return element(versionOf(timestamp), timestamp, CUSTOMERS);
}

/** Trade and version by their times. */
function joined(tradeAt: number, customerAt: number | null, customerId = 0): EnrichedTrade {
  return {
    trade: tradeOf(tradeAt, customerId),
    customer: customerAt === null ? null : versionOf(customerAt, customerId),
  };
}

function sent(tradeAt: number, customerAt: number) {
  return { value: joined(tradeAt, customerAt), timestampMs: tradeAt };
}

/** Both inputs say that they have come to this time. */
function bothAt(watermarkMs: number): Step[] {
  return [watermark(watermarkMs, TRADES), watermark(watermarkMs, CUSTOMERS)];
}

export const cases: readonly ExerciseCase[] = [
  {
    kind: "harness",
    id: "trade-before-customer",
    title: {
      en: "a trade waits for a version of its customer that is older than the trade and comes later",
      zh: "客户版本比交易早却到得晚：交易要等它",
    },
    steps: [
      customer(0),
      watermark(0, CUSTOMERS),
      trade(1000),
      expectNow({ timers: 1 }),
      watermark(1000, TRADES),
      customer(500),
      watermark(500, CUSTOMERS),
      customer(1500),
      watermark(1500, CUSTOMERS),
      expectNow({
        timers: 0,
        sent: [{ watermarkMs: 0 }, { watermarkMs: 500 }, sent(1000, 500), { watermarkMs: 1000 }],
      }),
    ],
  },
  {
    kind: "harness",
    id: "trade-after-customer",
    title: {
      en: "a trade joins the version of its own time, not the newest one",
      zh: "交易连接的是它那个时间的版本，而不是最新的版本",
    },
    steps: [
      customer(500),
      watermark(500, CUSTOMERS),
      customer(1500),
      watermark(1500, CUSTOMERS),
      trade(1200),
      watermark(1200, TRADES),
      trade(1500),
      watermark(1500, TRADES),
      expectNow({ sent: [sent(1200, 500), { watermarkMs: 1200 }, sent(1500, 1500), { watermarkMs: 1500 }] }),
    ],
  },
  {
    kind: "harness",
    id: "many-pending-trades",
    title: { en: "several trades wait for one watermark", zh: "多笔交易等同一个水位线" },
    steps: [
      trade(1700),
      watermark(1700, TRADES),
      trade(1800),
      watermark(1800, TRADES),
      trade(2000),
      watermark(2000, TRADES),
      customer(1600),
      watermark(1600, CUSTOMERS),
      customer(2100),
      watermark(2100, CUSTOMERS),
      expectNow({
        sent: [{ watermarkMs: 1600 }, sent(1700, 1600), sent(1800, 1600), sent(2000, 1600), { watermarkMs: 2000 }],
      }),
    ],
  },
  {
    kind: "cluster",
    id: "two-customers",
    title: { en: "trades and versions of two customers from parallel sources", zh: "并行源送来的两个客户的交易和版本" },
    sources: [
      { name: "trades", elements: records(tradeOf(700, 1), tradeOf(600, 2), tradeOf(900, 1)) },
      { name: "customers", elements: records(versionOf(500, 1), versionOf(650, 2), versionOf(800, 1)) },
    ],
    expected: [joined(700, 500, 1), joined(600, null, 2), joined(900, 800, 1)],
  },
  {
    kind: "harness",
    id: "no-customer-yet",
    title: { en: "a trade of somebody unknown is told without a customer", zh: "客户未知的交易也要报出，客户为 null" },
    hidden: true,
    steps: [
      trade(1000),
      customer(1500),
      ...bothAt(1000),
      expectNow({ values: [joined(1000, null)], timers: 0 }),
      trade(1600),
      ...bothAt(1600),
      expectNow({ values: [joined(1000, null), joined(1600, 1500)] }),
    ],
  },
  {
    kind: "harness",
    id: "two-trades-at-one-time",
    title: { en: "two trades within one millisecond are two trades", zh: "同一毫秒内的两笔交易是两笔" },
    hidden: true,
    steps: [
      customer(500),
      element(tradeOf(1000, 0, "buy"), 1000, TRADES),
      element(tradeOf(1000, 0, "sell"), 1000, TRADES),
      expectNow({ timers: 1 }),
      ...bothAt(1000),
      expectNow({
        values: [
          { trade: tradeOf(1000, 0, "buy"), customer: versionOf(500) },
          { trade: tradeOf(1000, 0, "sell"), customer: versionOf(500) },
        ],
        timers: 0,
      }),
    ],
  },
  {
    kind: "harness",
    id: "customers-out-of-order",
    title: { en: "the version that comes last need not be the newest one", zh: "最后到的版本不一定是最新的" },
    hidden: true,
    steps: [trade(1000), customer(800), customer(600), ...bothAt(1000), expectNow({ values: [joined(1000, 800)] })],
  },
  {
    kind: "harness",
    id: "trades-out-of-order",
    title: {
      en: "a younger trade that comes first takes no version away from an older one",
      zh: "先到的较新交易不会拿走较旧交易的版本",
    },
    hidden: true,
    steps: [
      customer(500),
      customer(1500),
      trade(2000),
      trade(1200),
      ...bothAt(2000),
      expectNow({ values: [joined(1200, 500), joined(2000, 1500)] }),
    ],
  },
  {
    kind: "harness",
    id: "late-trade",
    title: { en: "a trade that the watermark has passed is dropped", zh: "水位线已越过的交易被丢弃" },
    hidden: true,
    steps: [
      customer(500),
      ...bothAt(1000),
      trade(1000),
      trade(900),
      expectNow({ timers: 0, forgotten: ["trade-1000", "trade-900"] }),
      trade(1001),
      ...bothAt(MAX_TIMESTAMP),
      expectNow({ values: [joined(1001, 500)], timers: 0, forgotten: ["trade-1000", "trade-900", "trade-1001"] }),
    ],
  },
  {
    kind: "harness",
    id: "nothing-old-stays",
    title: {
      en: "trades that were told and versions that nobody can ask for are forgotten",
      zh: "已报出的交易和不会再被问到的版本都要忘掉",
    },
    hidden: true,
    steps: [
      customer(100),
      customer(200),
      customer(300),
      trade(350),
      trade(360),
      ...bothAt(400),
      expectNow({
        values: [joined(350, 300), joined(360, 300)],
        stateEntries: { greaterThan: 0 },
        forgotten: ["customer-100", "customer-200", "trade-350", "trade-360"],
      }),
      trade(450),
      ...bothAt(450),
      expectNow({ values: [joined(350, 300), joined(360, 300), joined(450, 300)] }),
    ],
  },
  {
    kind: "harness",
    id: "customer-without-trades",
    title: {
      en: "a customer who never trades is not remembered in all versions",
      zh: "从不交易的客户也不会留下所有版本",
    },
    hidden: true,
    steps: [
      customer(100),
      ...bothAt(150),
      customer(200),
      ...bothAt(250),
      customer(300),
      ...bothAt(350),
      customer(400),
      expectNow({ values: [], forgotten: ["customer-100", "customer-200"] }),
      trade(380),
      ...bothAt(400),
      expectNow({ values: [joined(380, 300)] }),
    ],
  },
  {
    kind: "harness",
    id: "crash-while-waiting",
    title: { en: "trades that wait and versions survive a crash", zh: "等待的交易和客户版本在崩溃后还在" },
    hidden: true,
    steps: [
      customer(500),
      trade(1000),
      crash,
      expectNow({ timers: 1, stateEntries: { greaterThan: 0 } }),
      ...bothAt(1000),
      expectNow({ values: [joined(1000, 500)], timers: 0 }),
    ],
  },
  newYork,
];
