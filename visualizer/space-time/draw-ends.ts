/** What comes from outside and what goes there: faults and failures, and the output that readers see. */
import { burst } from "./glyphs.ts";
import { type Lane, middleOf } from "./lanes.ts";
import { firstWhere } from "./search.ts";
import { clipLine, type Sketch } from "./sketch.ts";

/** Bursts where something failed, and bars on the lane of the faults while one lasts. */
export function drawFaults(sketch: Sketch): void {
  const { list, labels, lanes, index } = sketch;
  const lane = lanes.byKey.get("faults");
  for (const { seq, micros, spec, endedAt, killed, killedJobManager } of index.faults.faults) {
    const of = `fault:${seq}`;
    if (lane !== undefined && Number.isFinite(endedAt)) {
      const span = sketch.span(micros, endedAt);
      if (span !== null) {
        const place = {
          shape: "rect",
          x: span[0],
          y: lane.top + lane.height - 5,
          w: span[1] - span[0],
          h: 4,
          of,
        } as const;
        list.push({ ...place, hatch: "fail" });
        list.push({ ...place, stroke: "fail", width: 1 });
      }
    }
    if (!sketch.sees(micros)) continue;
    const x = sketch.x(micros);
    if (lane !== undefined) {
      list.push(...burst(x, middleOf(lane), radius(lane), of));
      labels.push({ x: x + radius(lane) + 4, y: middleOf(lane), text: spec, rank: 8, of });
    }
    const hit = killed.flatMap((task) => lanes.byTask.get(task) ?? []);
    const jobManager = lanes.byKey.get("jobmanager");
    if (killedJobManager && jobManager !== undefined) hit.push(jobManager);
    for (const one of hit) list.push(...burst(x, middleOf(one), radius(one), of));
  }
  const { failures } = index.faults;
  for (
    let i = firstWhere(failures.length, (at) => failures[at].micros >= sketch.range.from);
    i < failures.length && sketch.sees(failures[i].micros);
    i++
  ) {
    const { seq, micros } = failures[i];
    const at = sketch.laneOf(seq);
    if (at === undefined) continue;
    const of = `failure:${seq}`;
    list.push(...burst(sketch.x(micros), middleOf(at), radius(at), of));
    labels.push({
      x: sketch.x(micros) + radius(at) + 4,
      y: middleOf(at),
      text: sketch.model.store.kind(seq),
      rank: 5,
      of,
    });
  }
}

function radius({ height }: Lane): number {
  return Math.min(8, height / 2 - 1);
}

/** Transactions that become visible, and who committed them. */
export function drawOutput(sketch: Sketch): void {
  const { list, labels, lanes, index, range, width } = sketch;
  const log = lanes.byKey.get("log");
  if (log === undefined) return;
  const y = middleOf(log);
  const { marks, preCommits } = index.output;
  for (
    let i = firstWhere(marks.length, (at) => marks[at].micros >= range.from);
    i < marks.length && marks[i].micros <= range.to;
    i++
  ) {
    const { seq, micros, what, records, task, actedAt } = marks[i];
    const x = sketch.x(micros);
    const of = `output:${seq}`;
    const lane = lanes.byTask.get(task);
    const ink = what === "abort" ? "fail" : what === "commit" ? "snap" : "data";
    const points = lane === undefined ? null : clipLine([sketch.x(actedAt), middleOf(lane), x, y], 0, width);
    if (points !== null) list.push({ shape: "line", points, stroke: ink, width: 1, dash: [2, 2], of });
    if (what === "abort") list.push(...burst(x, y, 6, of));
    else list.push({ shape: "rect", x: x - 5, y: y - 4, w: 10, h: 8, fill: ink, stroke: "text", width: 0.5, of });
    if (what !== "abort") labels.push({ x: x + 8, y, text: `+${records}`, rank: 2, of });
  }
  for (
    let i = firstWhere(preCommits.length, (at) => preCommits[at].micros >= range.from);
    i < preCommits.length && preCommits[i].micros <= range.to;
    i++
  ) {
    const lane = lanes.byTask.get(preCommits[i].task);
    if (lane === undefined) continue;
    const place = { x: sketch.x(preCommits[i].micros) - 4, y: middleOf(lane) - 3, w: 8, h: 6 };
    const of = `precommit:${preCommits[i].seq}`;
    list.push({ shape: "rect", ...place, fill: "surface", stroke: "snap", width: 1.5, of });
  }
}
