/** Remote calls between the JobManager and the subtasks. */
import type { MessageCount } from "./draw-messages.ts";
import { middleOf } from "./lanes.ts";
import { firstWhere } from "./search.ts";
import { clipLine, type Sketch } from "./sketch.ts";

/** Thin lines from send to acceptance: checkpoints and deployments. */
export function drawCalls(sketch: Sketch, count: MessageCount): void {
  const { messages, longestMicros } = sketch.index.rpc;
  const { range, lanes, list, width } = sketch;
  const jobManager = lanes.byKey.get("jobmanager");
  if (jobManager === undefined) return;
  const hub = middleOf(jobManager);
  const drawn = new Set<string>();
  const first = firstWhere(messages.length, (at) => messages[at].sentAt >= range.from - longestMicros);
  for (let i = first; i < messages.length && messages[i].sentAt <= range.to; i++) {
    const { sentAt, acceptedAt, sendSeq, task, toJobManager } = messages[i];
    const lane = lanes.byTask.get(task);
    if (lane === undefined || !Number.isFinite(acceptedAt) || acceptedAt < range.from) continue;
    const [x1, x2] = [sketch.x(sentAt), sketch.x(acceptedAt)];
    const place = `${Math.round(x1)} ${Math.round(x2)} ${lane.key} ${toJobManager}`;
    if (drawn.has(place)) continue;
    drawn.add(place);
    const [from, to] = toJobManager ? [middleOf(lane), hub] : [hub, middleOf(lane)];
    const points = clipLine([x1, from, x2, to], 0, width);
    if (points === null) continue;
    if (count.lines >= count.most) {
      count.left++;
      continue;
    }
    count.lines++;
    list.push({ shape: "line", points, stroke: "line", width: 1, alpha: 0.7, of: `rpc:${sendSeq}` });
  }
}
