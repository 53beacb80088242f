/** Sentences for definitions, machines, slots, attempts, calls and faults. */
import { templates } from "./events-template.ts";

export const clusterEvents = templates({
  "run.begin": { en: "The run begins with seed {seed}.", zh: "运行开始，随机种子为 {seed}。" },
  "run.end": { en: "The run ends.", zh: "运行结束。" },
  "run.end/limit": { en: "The run ends: its virtual time is up.", zh: "运行结束：虚拟时间已用完。" },
  "run.end/error": { en: "The run ends with an error.", zh: "运行因错误而结束。" },
  "vertex.def": {
    en: "The job has the vertex {vertex} with {parallelism}.",
    zh: "作业包含顶点 {vertex}，{parallelism}。",
  },
  "edge.def": {
    en: "{fromVertex} sends to {toVertex}, partitioned by {ship}.",
    zh: "{fromVertex} 向 {toVertex} 发送数据，分区方式为 {ship}。",
  },
  "exec.def": { en: "{long} is placed on {machine}, slot {slot}.", zh: "{long} 被安排到 {machine} 的槽位 {slot}。" },
  "chan.def": { en: "Channel {ch} leads from {fromTask} to {toTask}.", zh: "通道 {ch} 从 {fromTask} 通往 {toTask}。" },
  "tm.def": { en: "{tm} starts with {slots}.", zh: "{tm} 启动，共有 {slots}。" },
  "split.def": { en: "Split {id} of {ofVertex} is assigned.", zh: "{ofVertex} 的分片 {id} 已分配。" },
  "split.send": {
    en: "The source coordinator gives {splits} to {task}.",
    zh: "数据源协调器把 {splits} 分配给 {task}。",
  },
  "split.send/none": {
    en: "The source coordinator tells {task} that no more splits will come.",
    zh: "数据源协调器通知 {task}：不会再有分片。",
  },
  "split.take": { en: "{task} receives {splits}.", zh: "{task} 收到 {splits}。" },
  "split.take/none": { en: "{task} learns that no more splits will come.", zh: "{task} 得知不会再有分片。" },
  "split.end": { en: "{task} has read {splits} to the end.", zh: "{task} 已读完 {splits}。" },
  "split.cut": { en: "{task} has {splitCount} in checkpoint {ch}.", zh: "{task} 在检查点 {ch} 中有 {splitCount}。" },
  "split.cut/enumerator": {
    en: "The source coordinator of {ofVertex} copies its state for checkpoint {ch}.",
    zh: "{ofVertex} 的协调器为检查点 {ch} 复制其状态。",
  },
  "op.call": { en: "{task} calls {call} of its operator {b}.", zh: "{task} 调用其算子 {b} 的 {call}。" },
  "op.call/checkpoint": {
    en: "{task} calls {call} of its operator {b}, for checkpoint {ch}.",
    zh: "{task} 为检查点 {ch} 调用其算子 {b} 的 {call}。",
  },
  "file.write": { en: "The file {file} is stored.", zh: "文件 {file} 已写入。" },
  "file.delete/asked": { en: "The file {file} is to be deleted.", zh: "请求删除文件 {file}。" },
  "file.delete": { en: "The file {file} is deleted.", zh: "文件 {file} 已删除。" },
  "topo.epoch": { en: "The job is deployed.", zh: "作业开始部署。" },
  "topo.epoch/restored": {
    en: "Restart {a}: the job is deployed again, from checkpoint {restored}.",
    zh: "第 {a} 次重启：从检查点 {restored} 重新部署作业。",
  },
  "topo.epoch/empty": {
    en: "Restart {a}: the job is deployed again, from the beginning of its input.",
    zh: "第 {a} 次重启：从输入的起点重新部署作业。",
  },
  "tm.register": { en: "{tm} registers with the ResourceManager.", zh: "{tm} 向 ResourceManager 注册。" },
  "tm.heartbeat": { en: "{tm} sends a heartbeat, {micros} after the last.", zh: "{tm} 发来心跳，距上一次 {micros}。" },
  "tm.suspect": { en: "{tm} is suspected.", zh: "{tm} 疑似失联。" },
  "tm.lost": {
    en: "The {by} declares {tm} lost: no sign of life for {micros} ({reason}).",
    zh: "{by} 判定 {tm} 失联：已 {micros} 没有任何响应（{reason}）。",
  },
  "tm.lost/timeout": {
    en: "The {by} declares {tm} lost: no heartbeat for {micros}.",
    zh: "{by} 判定 {tm} 失联：已 {micros} 没有收到心跳。",
  },
  "tm.lost/unreachable": {
    en: "The {by} declares {tm} lost: it cannot be reached, and was last heard from {micros} ago.",
    zh: "{by} 判定 {tm} 失联：无法连接，距最后一次收到其消息 {micros}。",
  },
  "tm.print": { en: "{task} prints “{line}”.", zh: "{task} 打印“{line}”。" },
  "tm.back": { en: "{tm} is back.", zh: "{tm} 恢复连接。" },
  "slot.request": { en: "Slot {a} of {tm} is requested for the job.", zh: "为作业申请 {tm} 的槽位 {a}。" },
  "slot.offer": { en: "{tm} offers slot {a} to the JobMaster.", zh: "{tm} 向 JobMaster 提供槽位 {a}。" },
  "slot.active": { en: "Slot {a} of {tm} now belongs to the job.", zh: "{tm} 的槽位 {a} 归作业使用。" },
  "slot.free": { en: "Slot {a} of {tm} is free again.", zh: "{tm} 的槽位 {a} 已释放。" },
  "exec.state": {
    en: "{long} goes from {oldState} to {newState}{because}.",
    zh: "{long} 从 {oldState} 变为 {newState}{because}。",
  },
  "job.state": {
    en: "The job goes from {oldJob} to {newJob}{because}.",
    zh: "作业从 {oldJob} 变为 {newJob}{because}。",
  },
  "restart.plan": {
    en: "Restart {a} is planned: {tasks} will be restarted after a back-off of {micros}{because}.",
    zh: "计划第 {a} 次重启：退避 {micros}后重启 {tasks}{because}。",
  },
  "restore.begin": {
    en: "{task} begins to restore its state from checkpoint {ch}.",
    zh: "{task} 开始从检查点 {ch} 恢复状态。",
  },
  "restore.end": { en: "{task} has restored its state from checkpoint {ch}.", zh: "{task} 已从检查点 {ch} 恢复状态。" },
  "src.rewind": { en: "{task} goes back to offset {x} of {split}.", zh: "{task} 回退到 {split} 的偏移量 {x}。" },
  "src.rewind/again": {
    en: "{task} goes back from offset {reached} of {split} to {x}: {again} will be read again.",
    zh: "{task} 从 {split} 的偏移量 {reached} 回退到 {x}：{again}将被重新读取。",
  },
  "src.rewind/unknown": {
    en: "{task} goes back to where the checkpoint left {split}.",
    zh: "{task} 回退到检查点中记录的 {split} 位置。",
  },
  "src.split": { en: "{task} begins to read {split}.", zh: "{task} 开始读取 {split}。" },
  "src.split/released": { en: "{task} has read {split} to its end.", zh: "{task} 已读完 {split}。" },
  "src.split/idle": {
    en: "{task} has found nothing in {split} for so long that it counts as idle.",
    zh: "{task} 在 {split} 中长时间没有读到记录，该分片被视为空闲。",
  },
  "src.split/active": { en: "{split} is active again at {task}.", zh: "{split} 在 {task} 恢复活跃。" },
  "rpc.answer": { en: "{from} gets the answer to {method} from {to}.", zh: "{from} 收到 {to} 对 {method} 的答复。" },
  "rpc.answer/none": {
    en: "{from} gives up {method} at {to}{because}.",
    zh: "{from} 放弃对 {to} 的 {method} 调用{because}。",
  },
  "net.fault": { en: "A message from {from} to {to} is lost.", zh: "{from} 发往 {to} 的一条消息丢失。" },
  "net.fault/repeated": {
    en: "A message from {from} to {to} will arrive twice.",
    zh: "{from} 发往 {to} 的一条消息将到达两次。",
  },
  "net.fault/late": { en: "A message from {from} to {to} is held up.", zh: "{from} 发往 {to} 的一条消息被延迟。" },
  "rpc.send": { en: "{from} calls {method} at {to}.", zh: "{from} 调用 {to} 的 {method}。" },
  "rpc.accept": {
    en: "The {endpoint} receives {method} from {from}.",
    zh: "{endpoint} 收到 {from} 的 {method} 调用。",
  },
  "rpc.reject": { en: "The {endpoint} refuses {method}{because}.", zh: "{endpoint} 拒绝 {method} 调用{because}。" },
  "link.state": {
    en: "The link between {from} and {to} is now {linkState}.",
    zh: "{from} 与 {to} 之间的链路现在{linkState}。",
  },
  "iv.apply": { en: "A fault: {fault}.", zh: "故障：{fault}。" },
  "iv.apply/checkpoint": { en: "Somebody asks for a checkpoint.", zh: "有人请求触发检查点。" },
  "iv.end": { en: "The fault is over: {fault}.", zh: "故障结束：{fault}。" },
  "fail.task": { en: "{task} fails: {message}.", zh: "{task} 失败：{message}。" },
  "fail.job": { en: "The job fails: {message}.", zh: "作业失败：{message}。" },
  "inv.fail": { en: "A property is violated.", zh: "某条性质被违反。" },
  mark: { en: "Mark: {label}.", zh: "标记：{label}。" },
});
