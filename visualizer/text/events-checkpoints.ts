/** Sentences for checkpoints, transactions and what readers see. */
import { templates } from "./events-template.ts";

export const checkpointEvents = templates({
  "cp.trigger": {
    en: "Checkpoint {ch} is triggered; {tasks} must acknowledge it.",
    zh: "触发检查点 {ch}，需要 {tasks}确认。",
  },
  "cp.trigger/savepoint": {
    en: "Savepoint {ch} is triggered; {tasks} must acknowledge it.",
    zh: "触发保存点 {ch}，需要 {tasks}确认。",
  },
  "cp.inject": { en: "{task} sends barrier {ch} after its records.", zh: "{task} 在数据流中插入屏障 {ch}。" },
  "cp.first": {
    en: "The first barrier of checkpoint {ch} reaches {task}, from {first}, {micros} after the trigger.",
    zh: "检查点 {ch} 的第一个屏障到达 {task}，来自 {first}，距触发 {micros}。",
  },
  "cp.block": {
    en: "{task} stops reading from {sender} until it has all barriers of checkpoint {a}.",
    zh: "{task} 暂停读取来自 {sender} 的数据，直到检查点 {a} 的屏障全部到齐。",
  },
  "cp.unblock": {
    en: "{task} reads from {sender} again, after checkpoint {a}.",
    zh: "检查点 {a} 之后，{task} 恢复读取来自 {sender} 的数据。",
  },
  "cp.aligned": {
    en: "{task} has all barriers of checkpoint {ch}: the alignment took {micros}, the last barrier came from {last}.",
    zh: "{task} 收齐检查点 {ch} 的屏障：对齐耗时 {micros}，最后一个屏障来自 {last}。",
  },
  "cp.aligned/queued": {
    en: "{task} has all barriers of checkpoint {ch}: the alignment took {micros}, the last barrier came from {last}, and {buffers} had queued up meanwhile.",
    zh: "{task} 收齐检查点 {ch} 的屏障：对齐耗时 {micros}，最后一个屏障来自 {last}，其间积压了 {buffers}。",
  },
  "cp.sync": { en: "{task} takes its snapshot for checkpoint {ch}.", zh: "{task} 为检查点 {ch} 生成快照。" },
  "cp.async": { en: "{task} writes {bytes} for checkpoint {ch}.", zh: "{task} 为检查点 {ch} 写入 {bytes}。" },
  "cp.ack": { en: "{task} acknowledges checkpoint {ch} with {bytes}.", zh: "{task} 确认检查点 {ch}，大小 {bytes}。" },
  "cp.ack/coordinator": {
    en: "The coordinator of {coordinated} has saved its state for checkpoint {ch}.",
    zh: "{coordinated} 的协调器已为检查点 {ch} 保存状态。",
  },
  "cp.decline": { en: "{task} declines checkpoint {ch}{because}.", zh: "{task} 拒绝检查点 {ch}{because}。" },
  "cp.complete": {
    en: "Checkpoint {ch} is complete after {micros}, with {bytes}.",
    zh: "检查点 {ch} 完成，耗时 {micros}，大小 {bytes}。",
  },
  "cp.complete/last": {
    en: "Checkpoint {ch} is complete after {micros}, with {bytes}: all {expected} have acknowledged it, {slowest} as the last.",
    zh: "检查点 {ch} 完成，耗时 {micros}，大小 {bytes}：{expected}均已确认，最后一个是 {slowest}。",
  },
  "cp.fail": { en: "Checkpoint {ch} fails after {micros}{because}.", zh: "检查点 {ch} 在 {micros}后失败{because}。" },
  "cp.fail/missing": {
    en: "Checkpoint {ch} fails after {micros}{because}: {missing} had not acknowledged it.",
    zh: "检查点 {ch} 在 {micros}后失败{because}：{missing} 未确认。",
  },
  "cp.subsume": {
    en: "Checkpoint {ch} is subsumed: a newer one is complete.",
    zh: "检查点 {ch} 被取代：已有更新的检查点完成。",
  },
  "cp.notify": { en: "{task} learns that checkpoint {ch} is complete.", zh: "{task} 得知检查点 {ch} 已完成。" },
  "cp.notify/aborted": {
    en: "{task} learns that checkpoint {ch} was given up.",
    zh: "{task} 得知检查点 {ch} 已放弃。",
  },
  "cp.restore": {
    en: "Checkpoint {ch} is handed to {tasks} to restore from.",
    zh: "将检查点 {ch} 交给 {tasks}用于恢复。",
  },
  "cp.discard": {
    en: "Checkpoint {ch} is deleted: the job has ended.",
    zh: "检查点 {ch} 被删除：作业已结束。",
  },
  "cp.request": { en: "A request becomes checkpoint {ch}.", zh: "一个请求成为检查点 {ch}。" },
  "cp.request/refused": {
    en: "A request for a checkpoint is refused{because}.",
    zh: "一个检查点请求被拒绝{because}。",
  },
  "cp.files": { en: "Checkpoint {ch} consists of {files}.", zh: "检查点 {ch} 由 {files}组成。" },
  "cp.settings": {
    en: "The job may fail {a} checkpoints in a row and take {b} at a time.",
    zh: "作业可连续失败 {a} 个检查点，同时进行的检查点至多 {b} 个。",
  },
  "state.cut": {
    en: "{task} copies the state of an operator for checkpoint {ch}.",
    zh: "{task} 为检查点 {ch} 复制一个算子的状态。",
  },
  "state.store": {
    en: "{task} has stored the state of an operator for checkpoint {ch}.",
    zh: "{task} 已为检查点 {ch} 存储一个算子的状态。",
  },
  "state.load": {
    en: "{task} loads the state of an operator from checkpoint {ch}.",
    zh: "{task} 从检查点 {ch} 加载一个算子的状态。",
  },

  "txn.session": {
    en: "The log begins a session of {producer}, with epoch {a}.",
    zh: "日志为 {producer} 开始一个会话，epoch 为 {a}。",
  },
  "txn.open": {
    en: "The log {log} opens transaction {txn} for {producer}.",
    zh: "日志 {log} 为 {producer} 开启事务 {txn}。",
  },
  "txn.write": {
    en: "The log {log} takes {records} into transaction {txn}, from offset {firstOffset}.",
    zh: "日志 {log} 将 {records}写入事务 {txn}，起始偏移量 {firstOffset}。",
  },
  "txn.write/direct": {
    en: "The log {log} takes {records} outside of any transaction.",
    zh: "日志 {log} 在事务之外写入 {records}。",
  },
  "txn.pre": {
    en: "{task} pre-commits transaction {txn} with {records}, for checkpoint {ch}.",
    zh: "{task} 为检查点 {ch} 预提交事务 {txn}，包含 {records}。",
  },
  "txn.pre/end": {
    en: "{task} pre-commits transaction {txn} with {records}, at the end of its input.",
    zh: "输入结束时，{task} 预提交事务 {txn}，包含 {records}。",
  },
  "txn.commit": {
    en: "Transaction {txn} is committed: readers of {log} now see its {records}.",
    zh: "事务 {txn} 已提交：{log} 的读者现在可以看到其中 {records}。",
  },
  "txn.commit/checkpoint": {
    en: "Transaction {txn}, pre-committed with checkpoint {checkpoint}, is committed: readers of {log} now see its {records}.",
    zh: "随检查点 {checkpoint} 预提交的事务 {txn} 已提交：{log} 的读者现在可以看到其中 {records}。",
  },
  "txn.commit/repeated": {
    en: "Transaction {txn} is committed once more, which changes nothing: its {records} were visible already.",
    zh: "事务 {txn} 被再次提交，没有任何变化：其中 {records}早已可见。",
  },
  "txn.abort": {
    en: "Transaction {txn} is aborted ({why}): readers will never see its {records}.",
    zh: "事务 {txn} 已中止（{why}）：其中 {records}永远不会被读者看到。",
  },
  "txn.refuse": {
    en: "The log refuses {request} of {txn} ({reason}): its epoch is {epoch}, the newest is {newest}.",
    zh: "日志拒绝 {txn} 的 {request} 请求（{reason}）：其 epoch 为 {epoch}，最新的是 {newest}。",
  },
  "txn.abort/timeout": {
    en: "Transaction {txn} is aborted: it was open for longer than its timeout of {timeout}. Readers will never see its {records}.",
    zh: "事务 {txn} 已中止：打开时间超过其超时 {timeout}。其中 {records}永远不会被读者看到。",
  },
  "txn.refuse/ended": {
    en: "The log refuses {request} of {txn} ({reason}): that transaction was aborted before.",
    zh: "日志拒绝 {txn} 的 {request} 请求（{reason}）：该事务此前已被中止。",
  },
  "out.visible": { en: "Readers of {log} see, at offset {a}: {value}", zh: "{log} 的读者在偏移量 {a} 处看到：{value}" },
  "out.pending": {
    en: "{log} holds at offset {a}, not yet visible to readers: {value}",
    zh: "{log} 在偏移量 {a} 处暂存，读者尚不可见：{value}",
  },
});
