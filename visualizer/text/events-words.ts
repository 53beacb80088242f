/** Words that go into sentences: why a task waits, what it processes, what an element is. */
import type { ACTIVITIES, ELEMENT_TYPES, WAIT_REASONS } from "../../src/trace/kinds.ts";
import type { Language } from "./catalogue.ts";

type Words<K extends string> = Readonly<Record<K, Readonly<Record<Language, string>>>>;

/** What a task waits for; completes "waits …". */
export const WAITS_FOR: Words<(typeof WAIT_REASONS)[number]> = {
  "no-input": { en: "for input", zh: "输入" },
  credit: { en: "for credit", zh: "信用值 (credit)" },
  align: { en: "for the barriers of its other inputs", zh: "其他输入的屏障 (barrier)" },
  watermark: { en: "for the watermark", zh: "水位线 (watermark)" },
  "sync-snapshot": { en: "for the synchronous part of its snapshot", zh: "快照的同步阶段" },
  paused: { en: "because its process is paused", zh: "进程被暂停" },
  commit: { en: "for a commit", zh: "提交" },
  "not-deployed": { en: "to be deployed", zh: "部署" },
  finished: { en: "for nothing: it is finished", zh: "无（已结束）" },
  interval: { en: "for the checkpoint interval", zh: "检查点间隔" },
  acks: { en: "for acknowledgements", zh: "确认" },
  slots: { en: "for slots", zh: "槽位 (slot)" },
  backoff: { en: "for the restart back-off", zh: "重启退避时间" },
  output: { en: "for room in its output", zh: "输出缓冲区有空位" },
  external: { en: "for an answer from outside", zh: "外部响应" },
};

/** What a task processes. */
export const ACTIVITY_WORDS: Words<(typeof ACTIVITIES)[number]> = {
  record: { en: "a buffer of input", zh: "一个输入缓冲区" },
  timer: { en: "a timer", zh: "定时器" },
  watermark: { en: "a watermark", zh: "水位线" },
  snapshot: { en: "a snapshot", zh: "快照" },
  restore: { en: "its restored state", zh: "恢复的状态" },
  close: { en: "its end", zh: "收尾" },
  source: { en: "records of its split", zh: "分片中的记录" },
  mail: { en: "a mail of its mailbox", zh: "邮箱 (mailbox) 中的一条消息" },
};

/** What travels through a channel. */
export const ELEMENT_WORDS: Words<(typeof ELEMENT_TYPES)[number]> = {
  record: { en: "a record", zh: "一条记录" },
  watermark: { en: "a watermark", zh: "水位线" },
  status: { en: "its status", zh: "流状态" },
  barrier: { en: "a barrier", zh: "屏障" },
  cancel: { en: "a cancellation of a barrier", zh: "屏障取消标记" },
  "end-of-data": { en: "the end of its data", zh: "数据结束标记 (end of data)" },
  latency: { en: "a latency marker", zh: "延迟标记" },
  "end-of-partition": { en: "the end of its partition", zh: "分区结束标记 (end of partition)" },
};

/** State of a link, by the number in `link.state`. */
export const LINK_WORDS: readonly Readonly<Record<Language, string>>[] = [
  { en: "up", zh: "正常" },
  { en: "cut", zh: "中断" },
  { en: "open in one direction only", zh: "只有单向连通" },
  { en: "slow", zh: "变慢" },
];

/** Why a transaction was aborted, by the word of the log. */
export const ABORT_WORDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  timeout: { en: "its time was up", zh: "超时" },
  asked: { en: "its producer asked for it", zh: "生产者要求中止" },
  "fenced by a new session": { en: "fenced by a new session", zh: "被新会话隔离 (fenced)" },
};

/** Flink's names of what takes calls, by the beginning of its address. */
export const ENDPOINTS: Readonly<Record<string, string>> = {
  dispatcher: "Dispatcher",
  jobmaster: "JobMaster",
  resourcemanager: "ResourceManager",
  taskexecutor: "TaskExecutor",
};

/** The Chinese terms that get Flink's English one beside them where a text first uses them. */
export const GLOSSARY: Readonly<Record<string, string>> = {
  水位线: "watermark",
  屏障: "barrier",
  检查点: "checkpoint",
  保存点: "savepoint",
  对齐: "alignment",
  键组: "key group",
  分片: "split",
  信用值: "credit",
  侧输出: "side output",
  事件时间: "event time",
  处理时间: "processing time",
  预提交: "pre-commit",
  偏移量: "offset",
  退避: "back-off",
  槽位: "slot",
  心跳: "heartbeat",
  空闲: "idle",
  快照: "snapshot",
};
