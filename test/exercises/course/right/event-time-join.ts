/** Right programs for the event-time join whose shape is another one than the solution's. */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type ListState,
  ListStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import type { Customer, EnrichedTrade, Trade } from "../../../../exercises/event-time-join/solution.ts";

type Trades = DataStream<Trade>;
type Customers = DataStream<Customer>;
type Context = KeyedProcessContext<number>;
type Out = Collector<EnrichedTrade>;
type Either =
  | { readonly trade: Trade; readonly customer: null }
  | { readonly trade: null; readonly customer: Customer };

/** All that is known of a customer. */
interface Known {
  readonly trades: readonly Trade[];
  readonly versions: readonly Customer[];
}

const keyOf = ({ customerId }: { readonly customerId: number }) => customerId;
const inTime = <T extends { readonly timestamp: number }>(stream: DataStream<T>) =>
  stream.assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<T>(1000).withTimestampAssigner(({ timestamp }) => timestamp),
  );

/** The newest of them first, and none that is older than the newest that holds at this time. */
function stillAskedFor(versions: readonly Customer[], atMs: number): Customer[] {
  const sorted = [...versions].sort((a, b) => b.timestamp - a.timestamp);
  const holds = sorted.findIndex(({ timestamp }) => timestamp <= atMs);
  return holds < 0 ? sorted : sorted.slice(0, holds + 1);
}

/** One state with everything, in a stream of both. */
class OneState extends KeyedProcessFunction<number, Either, EnrichedTrade> {
  private known!: ValueState<Known>;

  override open(context: RuntimeContext): void {
    this.known = context.getState(new ValueStateDescriptor<Known>("known"));
  }

  override processElement({ trade, customer }: Either, context: Context): void {
    const { trades, versions } = this.known.value() ?? { trades: [], versions: [] };
    const watermarkMs = context.timerService().currentWatermark();
    if (trade === null) this.known.update({ trades, versions: stillAskedFor([...versions, customer], watermarkMs) });
    else if (trade.timestamp > watermarkMs) {
      this.known.update({ trades: [...trades, trade], versions });
      context.timerService().registerEventTimeTimer(trade.timestamp);
    }
  }

  override onTimer(timestampMs: number, _context: OnTimerContext<number>, out: Out): void {
    const { trades, versions } = this.known.value() ?? { trades: [], versions: [] };
    const left = stillAskedFor(versions, timestampMs);
    const holding = left.find(({ timestamp }) => timestamp <= timestampMs) ?? null;
    for (const trade of trades) if (trade.timestamp === timestampMs) out.collect({ trade, customer: holding });
    const waiting = trades.filter(({ timestamp }) => timestamp !== timestampMs);
    if (waiting.length + left.length === 0) this.known.clear();
    else this.known.update({ trades: waiting, versions: left });
  }
}

/** Two lists; the customers are the first input, and pairs leave as rows. */
class TwoLists implements KeyedCoProcessFunction<number, Customer, Trade, readonly [Trade, Customer | null]> {
  private trades!: ListState<Trade>;
  private versions!: ListState<Customer>;

  open(context: RuntimeContext): void {
    this.trades = context.getListState(new ListStateDescriptor<Trade>("trades"));
    this.versions = context.getListState(new ListStateDescriptor<Customer>("versions"));
  }

  processElement1(customer: Customer, context: Context): void {
    const watermarkMs = context.timerService().currentWatermark();
    this.versions.update(stillAskedFor([...this.versions.get(), customer], watermarkMs));
  }

  processElement2(trade: Trade, context: Context): void {
    if (trade.timestamp <= context.timerService().currentWatermark()) return;
    this.trades.add(trade);
    context.timerService().registerEventTimeTimer(trade.timestamp);
  }

  onTimer(
    timestampMs: number,
    _context: OnTimerContext<number>,
    out: Collector<readonly [Trade, Customer | null]>,
  ): void {
    const trades = [...this.trades.get()];
    const versions = stillAskedFor([...this.versions.get()], timestampMs);
    const holding = versions.find(({ timestamp }) => timestamp <= timestampMs) ?? null;
    for (const trade of trades) if (trade.timestamp === timestampMs) out.collect([trade, holding]);
    this.trades.update(trades.filter(({ timestamp }) => timestamp !== timestampMs));
    this.versions.update(versions);
  }
}

export const eventTimeJoin: Readonly<Record<string, Pipeline>> = {
  "a stream of both, and one state with everything": (trades: Trades, customers: Customers) =>
    inTime(trades)
      .map((trade): Either => ({ trade, customer: null }))
      .union(inTime(customers).map((customer): Either => ({ trade: null, customer })))
      .keyBy(({ trade, customer }) => keyOf(trade ?? customer))
      .process(new OneState()),
  "the customers first, two lists, and the pair made of a row": (trades: Trades, customers: Customers) =>
    inTime(customers)
      .keyBy(keyOf)
      .connect(inTime(trades).keyBy(keyOf))
      .process<readonly [Trade, Customer | null]>(new TwoLists())
      .map(([trade, customer]): EnrichedTrade => ({ trade, customer }))
      .name("pairs"),
  "times for both streams after they are mapped, connected and then keyed": (trades: Trades, customers: Customers) =>
    inTime(customers.map((customer) => ({ ...customer })))
      .connect(inTime(trades.filter(({ trade }) => trade !== "")))
      .keyBy(keyOf, keyOf)
      .process<readonly [Trade, Customer | null]>(new TwoLists())
      .map(([trade, customer]): EnrichedTrade => ({ trade, customer })),
};
