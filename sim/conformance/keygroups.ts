/** Cases of `keygroups`: hash codes, key groups, ranges, rescaling. */
import {
  defaultMaxParallelism,
  keyGroupOf,
  keyGroupOfHash,
  keyGroupRange,
  murmurHash,
  operatorIndexOfKeyGroup,
} from "../../src/state/key-groups.ts";
import { redistributeKeyedState } from "../../src/state/redistribute-keyed-state.ts";
import { NullPointerError } from "../../src/types/errors.ts";
import { type TypeInformation, Types } from "../../src/types/type-information.ts";
import { type ConformanceCase, type Json, play, type Verdict } from "./case.ts";

interface TaggedValue {
  readonly type: string;
  readonly value: unknown;
  readonly bits?: string;
}

interface TypedKey {
  readonly type: TypeInformation<unknown>;
  readonly value: unknown;
}

const SIMPLE: Readonly<Record<string, TypeInformation<never>>> = {
  string: Types.STRING,
  int: Types.INT,
  short: Types.SHORT,
  byte: Types.BYTE,
  char: Types.CHAR,
  boolean: Types.BOOLEAN,
  uuid: Types.UUID,
};

function readBits(bits: string): DataView {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`) << BigInt(64 - 4 * bits.length));
  return view;
}

function readKey(tagged: TaggedValue): TypedKey {
  switch (tagged.type) {
    case "null":
      return { type: Types.GENERIC, value: null };
    case "long":
      return { type: Types.LONG as TypeInformation<unknown>, value: BigInt(tagged.value as string) };
    case "double":
      return { type: Types.DOUBLE as TypeInformation<unknown>, value: readBits(tagged.bits as string).getFloat64(0) };
    case "float":
      return { type: Types.FLOAT as TypeInformation<unknown>, value: readBits(tagged.bits as string).getFloat32(0) };
    case "tuple": {
      const fields = (tagged.value as TaggedValue[]).map(readKey);
      const type = Types.TUPLE(...fields.map((field) => field.type));
      return { type: type as TypeInformation<unknown>, value: fields.map((field) => field.value) };
    }
    case "list": {
      const elements = (tagged.value as TaggedValue[]).map(readKey);
      // A list of mixed types: each element is hashed by its own.
      const hashes = new Map(elements.map((element, i) => [i, element]));
      const type: TypeInformation<unknown> = {
        name: "LIST",
        hash: () =>
          Types.LIST(Types.INT).hash(
            [...hashes.values()].map(({ type, value }) => (value === null ? 0 : type.hash(value))),
          ),
      };
      return { type, value: elements.map((element) => element.value) };
    }
    default:
      return { type: SIMPLE[tagged.type] as TypeInformation<unknown>, value: tagged.value };
  }
}

function keyStep(key: TypedKey, step: Json): Json {
  const hash = (value: unknown): number => key.type.hash(value);
  if (step.op === "hash") {
    if (key.value === null) throw new NullPointerError("Assigned key must not be null!");
    return { hashCode: hash(key.value), murmur: murmurHash(hash(key.value)) };
  }
  const maxParallelism = step.maxParallelism as number;
  const keyGroup = keyGroupOf(key.value, maxParallelism, key.type);
  return { keyGroup, operatorIndex: operatorIndexOfKeyGroup(maxParallelism, step.parallelism as number, keyGroup) };
}

function otherStep(step: Json): Json {
  const maxParallelism = step.maxParallelism as number;
  const parallelism = step.parallelism as number;
  switch (step.op) {
    case "range": {
      const { first, last } = keyGroupRange(maxParallelism, parallelism, step.operatorIndex as number);
      return { start: first, end: last };
    }
    case "operatorIndex":
      return { operatorIndex: operatorIndexOfKeyGroup(maxParallelism, parallelism, step.keyGroup as number) };
    case "defaultMaxParallelism":
      return { maxParallelism: defaultMaxParallelism(parallelism) };
    case "keyGroupOfHash":
      return {
        murmur: murmurHash(step.hashCode as number),
        keyGroup: keyGroupOfHash(step.hashCode as number, maxParallelism),
      };
    case "rescale": {
      const subtasks = redistributeKeyedState(
        maxParallelism,
        step.oldParallelism as number,
        step.newParallelism as number,
      );
      return { subtasks: subtasks.map((parts) => parts.map((part) => [part.oldSubtask, part.first, part.last])) };
    }
    default:
      throw new Error(`Unknown step ${String(step.op)}.`);
  }
}

/** Runs one case of `keygroups`. */
export function runKeyGroups(one: ConformanceCase): Verdict {
  if (one.spec.form !== "key") return play(one, otherStep);
  const key = readKey(one.spec.key as TaggedValue);
  return play(one, (step) => keyStep(key, step));
}
