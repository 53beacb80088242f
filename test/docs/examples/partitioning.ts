/** Examples of partitioners: which subtask of the next operator gets a record. */
import type { Example } from "../example.ts";
import { runJob } from "../run-job.ts";

/** In the order of the page. A printed line begins with the subtask that got the record, from 1. */
export const PARTITIONING: readonly Example[] = [
  {
    name: "rebalance",
    keeps: "Nothing. Round robin over all subtasks, and what Flink takes of itself where the parallelism changes.",
    run: () => {
      const run = runJob((env) => {
        env.fromElements("a", "b", "c", "d").rebalance().print().setParallelism(2);
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1> a", "1> c", "2> b", "2> d"],
  },
  {
    name: "rescale",
    keeps: "Nothing. Round robin over the subtasks that lie next: here two sources feed two sinks each.",
    run: () => {
      const run = runJob((env) => {
        const numbers = env.fromSequence(1, 4).setParallelism(2);
        const labelled = numbers.map((n) => (n < 3 ? "first half" : "second half")).setParallelism(2);
        labelled.rescale().print().setParallelism(4);
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1> first half", "2> first half", "3> second half", "4> second half"],
  },
  {
    name: "shuffle",
    keeps: "Nothing. At random, drawn from the seed: the same run shuffles alike.",
    run: () => {
      const run = runJob((env) => {
        env.fromElements("a", "b", "c", "d").shuffle().print().setParallelism(2);
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1> c", "1> d", "2> a", "2> b"],
  },
  {
    name: "broadcast",
    keeps:
      "Nothing. Each record goes to all subtasks; with state descriptors it is the stream for `connect`, see above.",
    run: () => {
      const run = runJob((env) => {
        env.fromElements("a", "b").broadcast().print().setParallelism(2);
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1> a", "1> b", "2> a", "2> b"],
  },
  {
    name: "global",
    keeps: "Nothing. All records go to the first subtask.",
    run: () => {
      const run = runJob((env) => {
        env.fromElements("a", "b", "c").global().print().setParallelism(2);
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1> a", "1> b", "1> c"],
  },
  {
    name: "forward",
    keeps: "Nothing. Each subtask to its counterpart, so both sides need the same parallelism.",
    run: () => {
      const run = runJob((env) => {
        env.setParallelism(2);
        env.fromSequence(1, 4).forward().print();
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1> 1", "1> 2", "2> 3", "2> 4"],
  },
  {
    name: "partitionCustom",
    keeps: "Nothing. The function takes a key and the number of subtasks, and gives the subtask.",
    run: () => {
      const run = runJob((env) => {
        const byLength = (length: number, subtasks: number) => length % subtasks;
        env
          .fromElements("a", "bb", "ccc")
          .partitionCustom(byLength, (word) => word.length)
          .print()
          .setParallelism(2);
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1> bb", "2> a", "2> ccc"],
  },
];
