/** Sentences for elements in channels, buffers, credit, work and waiting, and event time. */
import { templates } from "./events-template.ts";

export const dataEvents = templates({
  "src.emit": {
    en: "{task} reads offset {b} of {split}: a record of event time {time}.",
    zh: "{task} 读取 {split} 的偏移量 {b}：一条事件时间为 {time}的记录。",
  },
  "el.emit": {
    en: "{task} sends record {a}, of event time {time}, to {receiver}.",
    zh: "{task} 向 {receiver} 发送第 {a} 条记录，事件时间 {time}。",
  },
  "el.emit/watermark": {
    en: "{task} sends watermark {time} to {receiver}.",
    zh: "{task} 向 {receiver} 发送水位线 {time}。",
  },
  "el.emit/last": {
    en: "{task} sends its last watermark, the end of time, to {receiver}.",
    zh: "{task} 向 {receiver} 发送最后的水位线，即时间终点。",
  },
  "el.emit/idle": { en: "{task} tells {receiver} that it is idle.", zh: "{task} 告知 {receiver} 自己处于空闲状态。" },
  "el.emit/active": {
    en: "{task} tells {receiver} that it is active again.",
    zh: "{task} 告知 {receiver} 自己恢复活跃。",
  },
  "el.emit/other": { en: "{task} sends {element} to {receiver}.", zh: "{task} 向 {receiver} 发送{element}。" },
  "el.arrive": { en: "Record {a} of {sender} arrives at {task}.", zh: "{sender} 的第 {a} 条记录到达 {task}。" },
  "el.take": {
    en: "{task} takes record {a} of {sender}, of event time {time}.",
    zh: "{task} 取出 {sender} 的第 {a} 条记录，事件时间 {time}。",
  },
  "el.lost": { en: "Record {a} of {sender} is lost.", zh: "{sender} 的第 {a} 条记录丢失。" },
  "rec.late": {
    en: "{task} drops a record of event time {timestamp}: window {window} was kept until the watermark reached {cleanup}, and the watermark is {watermark}{lateBy}.",
    zh: "{task} 丢弃一条事件时间为 {timestamp}的记录：窗口 {window} 只保留到水位线 {cleanup}，而当前水位线为 {watermark}{lateBy}。",
  },
  "rec.late/side": {
    en: "{task} sends a record of event time {timestamp} to the side output: window {window} was kept until the watermark reached {cleanup}, and the watermark is {watermark}{lateBy}.",
    zh: "{task} 将一条事件时间为 {timestamp}的记录送到侧输出：窗口 {window} 只保留到水位线 {cleanup}，而当前水位线为 {watermark}{lateBy}。",
  },
  "rec.filter": { en: "{task} lets a record go without any output.", zh: "{task} 处理一条记录后没有产生输出。" },
  "rec.sink": { en: "{task} hands a record to its sink function.", zh: "{task} 将一条记录交给其接收函数。" },

  "buf.send": {
    en: "{sender} sends buffer {a} with {elements} ({size}) to {receiver}.",
    zh: "{sender} 向 {receiver} 发送缓冲区 {a}，包含 {elements}（{size}）。",
  },
  "buf.send/event": {
    en: "{sender} sends {event} to {receiver}, as buffer {a}.",
    zh: "{sender} 向 {receiver} 发送{event}，占用缓冲区 {a}。",
  },
  "buf.send/barrier": {
    en: "{sender} sends the barrier of checkpoint {barrier} to {receiver}, as buffer {a}.",
    zh: "{sender} 向 {receiver} 发送检查点 {barrier} 的屏障，占用缓冲区 {a}。",
  },
  "buf.arrive": {
    en: "Buffer {a} of {sender} arrives at {receiver}, with {size}.",
    zh: "{sender} 的缓冲区 {a} 到达 {receiver}，大小 {size}。",
  },
  "buf.recycle": {
    en: "{receiver} has processed buffer {a} of {sender}.",
    zh: "{receiver} 处理完 {sender} 的缓冲区 {a}。",
  },
  "credit.grant": { en: "{receiver} gives {credits} to {sender}.", zh: "{receiver} 向 {sender} 授予 {credits}。" },
  "credit.zero": {
    en: "{sender} has no credit left for {receiver}; {waiting} waiting.",
    zh: "{sender} 发往 {receiver} 的信用值已耗尽，{waiting}正在等待。",
  },
  "credit.back": {
    en: "{sender} has credit for {receiver} again; {waiting} waiting.",
    zh: "{sender} 重新获得发往 {receiver} 的信用值，{waiting}正在等待。",
  },
  "pool.state": {
    en: "{task} has {a} of {b} output buffers free, and {x} beyond them in use.",
    zh: "{task} 的输出缓冲区空闲 {a} 个，共 {b} 个，另有 {x} 个透支使用。",
  },
  "proc.begin": { en: "{task} begins to process: {activity}.", zh: "{task} 开始处理：{activity}。" },
  "proc.end": { en: "{task} has worked for {micros}.", zh: "{task} 处理完毕，用时 {micros}。" },
  "wait.begin": { en: "{task} waits {waitsFor}.", zh: "{task} 等待：{waitsFor}。" },
  "wait.end": { en: "{task} no longer waits {waitsFor}.", zh: "{task} 结束等待：{waitsFor}。" },

  "wm.gen": { en: "{task} generates watermark {time}.", zh: "{task} 生成水位线 {time}。" },
  "wm.gen/highest": {
    en: "{task} generates watermark {time}: the highest event time that it has read is {highest}.",
    zh: "{task} 生成水位线 {time}：已读取的最大事件时间为 {highest}。",
  },
  "wm.channel": {
    en: "{task} learns that {sender} has reached watermark {time}.",
    zh: "{task} 得知 {sender} 的水位线已到 {time}。",
  },
  "wm.channel/last": {
    en: "{task} learns that {sender} has sent its last watermark, the end of time.",
    zh: "{task} 得知 {sender} 的水位线已到时间终点。",
  },
  "wm.advance": {
    en: "The watermark of {task} rises from {oldWatermark} to {time}, the lowest of its {b} active inputs; {sender} holds it back.",
    zh: "{task} 的水位线从 {oldWatermark}上升到 {time}，即 {b} 个活跃输入中的最小值；拖住它的是 {sender}。",
  },
  "wm.advance/first": {
    en: "The first watermark of {task} is {time}, the lowest of its {b} active inputs; {sender} holds it back.",
    zh: "{task} 的第一个水位线为 {time}，即 {b} 个活跃输入中的最小值；拖住它的是 {sender}。",
  },
  "wm.advance/only": {
    en: "The watermark of {task} rises to {time}, that of its only active input, {sender}.",
    zh: "{task} 的水位线上升到 {time}，来自其唯一的活跃输入 {sender}。",
  },
  "wm.advance/end": {
    en: "The watermark of {task} rises to the end of time: none of its inputs will bring any more records.",
    zh: "{task} 的水位线上升到时间终点：所有输入都不会再有记录。",
  },
  "wm.advance/plain": { en: "The watermark of {task} rises to {time}.", zh: "{task} 的水位线上升到 {time}。" },
  "wm.input": {
    en: "The watermark of one of the two inputs of {task} rises to {time}; {sender} holds it back.",
    zh: "{task} 的两个输入之一的水位线上升到 {time}；拖住它的是 {sender}。",
  },
  "async.enter": {
    en: "A record of {time} enters an async operator of {task}.",
    zh: "时间为 {time} 的记录进入 {task} 的异步算子。",
  },
  "async.call": {
    en: "{task} calls its async function for the record (attempt {b}) and goes on without the answer.",
    zh: "{task} 为该记录调用异步函数（第 {b} 次），不等待响应即继续。",
  },
  "async.leave": {
    en: "The request for the record is answered: {task} sends {a} results on.",
    zh: "该记录的请求已得到响应：{task} 发出 {a} 个结果。",
  },
  "async.hold": {
    en: "The results of a record have not left {task}: it is kept in the checkpoint and asked for again after a restore.",
    zh: "某条记录的结果尚未离开 {task}：该记录写入检查点 (checkpoint)，恢复后会重新请求。",
  },
  "wm.idle": { en: "{task} is idle: none of its inputs is active.", zh: "{task} 转为空闲：没有活跃的输入。" },
  "wm.idle/channel": {
    en: "{sender} is idle: {task} no longer waits for its watermark.",
    zh: "{sender} 转为空闲：{task} 不再等待它的水位线。",
  },
  "wm.active": { en: "{task} is active again.", zh: "{task} 恢复活跃。" },
  "wm.active/channel": {
    en: "{sender} is active again: {task} waits for its watermark.",
    zh: "{sender} 恢复活跃：{task} 重新等待它的水位线。",
  },
});
