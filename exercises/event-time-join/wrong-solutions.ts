/** Ways in which this exercise goes wrong. */
import type { WrongSolution } from "../course/exercise.ts";
import allTradesAtAnyTimer from "./wrong/all-trades-at-any-timer.ts";
import forgetsAll from "./wrong/forgets-all.ts";
import forgetsAtArrival from "./wrong/forgets-at-arrival.ts";
import forgetsOnlyAtTrades from "./wrong/forgets-only-at-trades.ts";
import joinsAtOnce from "./wrong/joins-at-once.ts";
import lateTradesJoined from "./wrong/late-trades-joined.ts";
import latestArrival from "./wrong/latest-arrival.ts";
import mapInsteadOfState from "./wrong/map-instead-of-state.ts";
import neverForgets from "./wrong/never-forgets.ts";
import newestOfAll from "./wrong/newest-of-all.ts";
import noCustomerNoTrade from "./wrong/no-customer-no-trade.ts";
import onePendingTrade from "./wrong/one-pending-trade.ts";
import oneTradeAMillisecond from "./wrong/one-trade-a-millisecond.ts";
import onlyOlderVersions from "./wrong/only-older-versions.ts";
import tradesStay from "./wrong/trades-stay.ts";
import wallClock from "./wrong/wall-clock.ts";

export const wrongSolutions: readonly WrongSolution[] = [
  {
    name: "joins-at-once",
    pipeline: joinsAtOnce,
    mistake: {
      en: "Each trade is joined as soon as it comes.",
      zh: "每笔交易一到就连接。",
    },
    lesson: {
      en: "Between two inputs nobody decides who is first. Wait until the watermark reaches the trade: by then every version up to its time is there.",
      zh: "两个输入谁先到没人能定。等水位线到达交易的时间：这时截至那一刻的所有版本都已到齐。",
    },
    caughtBy: "trade-before-customer",
  },
  {
    name: "latest-arrival",
    pipeline: latestArrival,
    mistake: {
      en: "A trade gets the version that came last.",
      zh: "交易配上的是最后到的版本。",
    },
    lesson: {
      en: "What arrives last is not what held at the time of the trade. Keep the versions by their timestamps and look for the newest one that is not after the trade.",
      zh: "最后到的不等于交易当时有效的。按时间戳保存各个版本，找不晚于交易的最新一个。",
    },
    caughtBy: "trade-before-customer",
  },
  {
    name: "newest-of-all",
    pipeline: newestOfAll,
    mistake: {
      en: "A trade gets the newest version of all, even one from after the trade.",
      zh: "交易配上了所有版本中最新的，哪怕它在交易之后。",
    },
    lesson: {
      en: "A version from after the trade is the future. Only those with timestamp <= that of the trade count.",
      zh: "晚于交易的版本是未来的信息。只有时间戳 <= 交易时间的才算。",
    },
    caughtBy: "trade-before-customer",
  },
  {
    name: "one-pending-trade",
    pipeline: onePendingTrade,
    mistake: {
      en: "Only one trade can wait; the next one takes its place.",
      zh: "只能有一笔交易在等，下一笔会把它挤掉。",
    },
    lesson: {
      en: "The watermark can be far behind: any number of trades wait at a time. A ValueState holds one of them, a MapState by timestamp all.",
      zh: "水位线可能落后很多，同时等待的交易可以有任意多笔。ValueState 只放得下一笔，按时间戳的 MapState 放得下全部。",
    },
    caughtBy: "many-pending-trades",
  },
  {
    name: "all-trades-at-any-timer",
    pipeline: allTradesAtAnyTimer,
    mistake: {
      en: "The first timer sends all trades that wait.",
      zh: "第一个定时器触发就送出所有等待的交易。",
    },
    lesson: {
      en: "A timer for t says that all up to t is known, and nothing of later trades. Send those of its own time: each goes out with the timestamp of its timer.",
      zh: "时间为 t 的定时器只说明截至 t 的信息已齐，与更晚的交易无关。只送出它自己时间的那些：结果带着定时器的时间戳。",
    },
    caughtBy: "many-pending-trades",
  },
  {
    name: "one-trade-a-millisecond",
    pipeline: oneTradeAMillisecond,
    mistake: {
      en: "Of two trades within one millisecond the second replaces the first.",
      zh: "同一毫秒的两笔交易，第二笔覆盖了第一笔。",
    },
    lesson: {
      en: "A timestamp is no key: the training's own solution assumes that it is one, and says so. Keep a list for each.",
      zh: "时间戳不是键：训练教材的答案假设它是，并写明了这个假设。每个时间戳存一个列表。",
    },
    caughtBy: "two-trades-at-one-time",
  },
  {
    name: "only-older-versions",
    pipeline: onlyOlderVersions,
    mistake: {
      en: "A version with exactly the time of the trade does not count.",
      zh: "时间与交易完全相同的版本没有算进去。",
    },
    lesson: {
      en: "A version holds from its time on, that time included: <= and not <.",
      zh: "版本从它的时间起生效，包括那一刻：是 <=，不是 <。",
    },
    caughtBy: "trade-after-customer",
  },
  {
    name: "no-customer-no-trade",
    pipeline: noCustomerNoTrade,
    mistake: {
      en: "A trade for which nothing is known is not told.",
      zh: "查不到客户的交易没有报出。",
    },
    lesson: {
      en: "An enrichment does not lose records: the customer is null, and whoever reads it can see that.",
      zh: "补充信息不能丢记录：customer 为 null，读的人看得见。",
    },
    caughtBy: "no-customer-yet",
  },
  {
    name: "forgets-at-arrival",
    pipeline: forgetsAtArrival,
    mistake: {
      en: "Versions are thrown away when a trade comes, not when it is joined.",
      zh: "交易一到就丢弃旧版本，而不是在连接时。",
    },
    lesson: {
      en: "An older trade can still come, or be waiting. Only the watermark says which versions nobody will ask for.",
      zh: "更旧的交易可能还会来，也可能正在等。只有水位线能说明哪些版本不会再被问到。",
    },
    caughtBy: "trades-out-of-order",
  },
  {
    name: "forgets-all",
    pipeline: forgetsAll,
    mistake: {
      en: "After a join all versions are thrown away.",
      zh: "连接之后把所有版本都丢掉。",
    },
    lesson: {
      en: "The version that was just joined still holds: the next trade may ask for it. Forget only what is older.",
      zh: "刚连接的版本仍然有效，下一笔交易可能还要它。只忘掉比它更旧的。",
    },
    caughtBy: "many-pending-trades",
  },
  {
    name: "never-forgets",
    pipeline: neverForgets,
    mistake: {
      en: "Every version of every customer stays in state for ever.",
      zh: "每个客户的每个版本永远留在状态里。",
    },
    lesson: {
      en: "Once the watermark is at t, of the versions up to t only the newest can still be asked for. Remove the others.",
      zh: "水位线到 t 之后，截至 t 的版本中只有最新的一个还可能被问到。其余的删掉。",
    },
    caughtBy: "nothing-old-stays",
  },
  {
    name: "forgets-only-at-trades",
    pipeline: forgetsOnlyAtTrades,
    mistake: {
      en: "Old versions go only when the customer trades.",
      zh: "只有客户交易时才清理旧版本。",
    },
    lesson: {
      en: "Somebody who moves often and never trades fills the state. Clean up when a version comes as well.",
      zh: "经常变更却从不交易的客户会撑大状态。新版本到来时也要清理。",
    },
    caughtBy: "customer-without-trades",
  },
  {
    name: "trades-stay",
    pipeline: tradesStay,
    mistake: {
      en: "A trade stays in state when it has been joined.",
      zh: "交易连接之后还留在状态里。",
    },
    lesson: {
      en: "It was told and its timer is gone: nothing else will remove it.",
      zh: "它已经报出，定时器也没了：不会再有别的东西来删它。",
    },
    caughtBy: "nothing-old-stays",
  },
  {
    name: "late-trades-joined",
    pipeline: lateTradesJoined,
    mistake: {
      en: "A trade that is late is joined with the next watermark.",
      zh: "迟到的交易在下一个水位线时被连接了。",
    },
    lesson: {
      en: "The version that it needs may be forgotten, so it would get a wrong answer or none. Drop it (or send it to a side output).",
      zh: "它需要的版本可能已被忘掉，得到的会是错误的答案或没有答案。丢弃它（或送到侧输出）。",
    },
    caughtBy: "late-trade",
  },
  {
    name: "map-instead-of-state",
    pipeline: mapInsteadOfState,
    mistake: {
      en: "Trades and versions lie in Maps of the function.",
      zh: "交易和版本放在函数自己的 Map 里。",
    },
    lesson: {
      en: "A field belongs to the subtask and not to a key, and no checkpoint knows it. Use MapState.",
      zh: "字段属于子任务而不是键，检查点也不知道它。请用 MapState。",
    },
    caughtBy: "crash-while-waiting",
  },
  {
    name: "wall-clock",
    isWallClock: true,
    pipeline: wallClock,
    mistake: {
      en: "A trade waits for a second on the wall clock.",
      zh: "交易按墙上时钟等一秒。",
    },
    lesson: {
      en: "How long a version is on its way says nothing of its time. Wait with an event-time timer at the time of the trade: the watermark says when everything before it is there.",
      zh: "版本在路上走多久，与它的时间无关。用事件时间定时器等到交易自己的时间：水位线会说明在它之前的都到齐了。",
    },
    caughtBy: "trade-before-customer",
  },
];
