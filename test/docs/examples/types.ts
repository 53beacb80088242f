/** Examples of declared types. */
import { harnessForStream, type OneInputHarness } from "../../../src/harness/index.ts";
import {
  type StreamExecutionEnvironment,
  type TypeInformation,
  Types,
  type ValueState,
  ValueStateDescriptor,
  VersionedType,
} from "../../../src/index.ts";
import type { Example, Fare } from "../example.ts";
import { runJob } from "../run-job.ts";

/** In the order of the page. */
export const TYPES: readonly Example[] = [
  {
    name: "basic types",
    keeps:
      "Nothing. Without a declared type values go by their structure; a declared one says what Java would have: `INT`, `LONG`, `DOUBLE`, `STRING`, `BOOLEAN` and the others. Keys hash exactly as there.",
    run: () => {
      return [
        Types.STRING.hash("to be"),
        Types.LONG.hash(7_000_000_000),
        Types.DOUBLE.hash(0.5),
        Types.BOOLEAN.hash(true),
      ];
    },
    gives: [110469128, -1589934591, 1071644672, 1231],
  },
  {
    name: "tuples and rows",
    keeps:
      "Nothing. A tuple is an array, whose fields may be named `f0`, `f1` … or by their position; a row may have nulls, and names.",
    run: () => {
      const pair = Types.TUPLE(Types.STRING, Types.INT);
      const harness = harnessForStream<readonly [string, number]>((pairs) => pairs.keyBy(([word]) => word).sum("f1"), {
        type: pair,
      });
      harness.processElement(["a", 1]);
      harness.processElement(["a", 2]);
      const row = Types.ROW_NAMED(["name", "age"], Types.STRING, Types.INT);
      return [harness.extractOutputValues(), pair.name, row.name];
    },
    gives: [
      [
        ["a", 1],
        ["a", 3],
      ],
      "TUPLE(STRING, INT)",
      "ROW(STRING, INT)",
    ],
  },
  {
    name: "objects, lists, maps and optional values",
    keeps:
      "Nothing. `Types.OBJECT` is the POJO of this world; a list and a map of declared types are types again, and so is a value that may be null.",
    run: () => {
      const ride = Types.OBJECT({
        driver: Types.STRING,
        stops: Types.LIST(Types.STRING),
        fees: Types.MAP(Types.STRING, Types.INT),
        tip: Types.OPTIONAL(Types.INT),
      });
      return ride.name;
    },
    gives: "OBJECT(driver: STRING, fees: MAP(STRING, INT), stops: LIST(STRING), tip: OPTIONAL(INT))",
  },
  {
    name: "enums and arrays are no keys",
    keeps:
      "Nothing. In Java their hash differs from process to process, so `keyBy` refuses them; a list, or the text, does as well.",
    run: () => {
      const refused = (type: TypeInformation<never>) => {
        try {
          harnessForStream<never>((stream) => stream.keyBy((value) => value, type).sum(0));
        } catch (error) {
          return (error as Error).message.split(":")[0];
        }
      };
      return [
        refused(Types.ENUM("RED", "GREEN") as TypeInformation<never>),
        refused(Types.OBJECT_ARRAY(Types.INT) as TypeInformation<never>),
      ];
    },
    gives: ["Type ENUM(RED, GREEN) cannot be used as key", "Type OBJECT_ARRAY(INT) cannot be used as key"],
  },
  {
    name: "dates and times",
    keeps:
      "Nothing. `LOCAL_DATE`, `LOCAL_TIME` and `LOCAL_DATE_TIME` are texts in ISO form, `INSTANT` is in ms since 1970, `SQL_TIMESTAMP` a `Date`; they hash as in Java.",
    run: () => {
      const date = Types.LOCAL_DATE.hash("2026-01-01") ^ Types.LOCAL_TIME.hash("12:30");
      const epochMs = Date.UTC(2026, 0, 1);
      return [date === Types.LOCAL_DATE_TIME.hash("2026-01-01T12:30"), Types.INSTANT.hash(epochMs)];
    },
    gives: [true, 1767225600],
  },
  {
    name: "returns",
    keeps:
      "Nothing. It declares the type of what an operator gives, as a type hint of Java would: what windows and reductions behind it keep is of that type, and is migrated or refused as such. For an accumulator `aggregate` takes its type.",
    run: () => {
      const harness = harnessForStream<string>((words) =>
        words
          .map<readonly [string, number]>((word) => [word, 1])
          .returns(Types.TUPLE(Types.STRING, Types.INT))
          .keyBy(([word]) => word)
          .sum(1),
      );
      harness.processElement(["to", 1]);
      harness.processElement(["to", 1]);
      return harness.extractOutputValues();
    },
    gives: [
      ["to", 1],
      ["to", 2],
    ],
  },
  {
    name: "state whose type changes",
    keeps:
      "Each snapshot says of which type and version its values are: restored state of the same version is taken as is, of an older one after migration; anything else is incompatible, and the job says so.",
    run: () => {
      const dollars = new VersionedType<number>("Money", 1);
      const cents = new VersionedType<number>("Money", 2, (old) => (old as number) * 100);
      const sumOf = (type: TypeInformation<number>) => {
        let sum: ValueState<number>;
        return harnessForStream<Fare>((fares) =>
          fares
            .keyBy(({ driver }) => driver)
            .map({
              open(context) {
                sum = context.getState(new ValueStateDescriptor<number>("sum", type, 0));
              },
              map({ tip }) {
                sum.update((sum.value() ?? 0) + tip);
                return sum.value();
              },
            }),
        );
      };
      const continued = (harness: OneInputHarness, before: OneInputHarness) => {
        try {
          harness.open(before.snapshot());
          harness.processElement({ driver: "d1", tip: 4 });
          return harness.extractOutputValues();
        } catch (error) {
          return (error as Error).name;
        }
      };
      const [first, second] = [sumOf(dollars), sumOf(cents)];
      first.processElement({ driver: "d1", tip: 5 });
      return [continued(sumOf(dollars), first), continued(second, first), continued(sumOf(dollars), second)];
    },
    gives: [[9], [504], "StateMigrationError"],
  },
  {
    name: "object reuse",
    keeps:
      "Nothing. Off by default: between chained operators each record is copied, so who changes one that he has emitted changes his own. With `enableObjectReuse` the next operator sees it, as in Flink.",
    run: () => {
      const seen = (configure: (env: StreamExecutionEnvironment) => void) => {
        const kept: Fare[] = [];
        const run = runJob((env) => {
          configure(env);
          const fares = env.fromElements("d1").flatMap<Fare>({
            flatMap(driver, out) {
              const fare = { driver, tip: 1 };
              out.collect(fare);
              fare.tip = 2;
              out.collect(fare);
            },
          });
          fares
            .filter((fare) => kept.push(fare) === 2)
            .map(() => kept.map(({ tip }) => tip))
            .print();
          env.execute();
        });
        return run.stdout();
      };
      return [seen((env) => env.disableObjectReuse()), seen((env) => env.enableObjectReuse())];
    },
    gives: [["[1,2]"], ["[2,2]"]],
  },
];
