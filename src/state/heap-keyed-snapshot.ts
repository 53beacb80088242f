/** Keyed state and timers at one instant, as columns in memory and as bytes. */
import { ByteReader } from "../types/byte-reader.ts";
import { ByteWriter } from "../types/byte-writer.ts";
import { checksum } from "../types/checksum.ts";
import { packSchema, type TypeSerializerSnapshot, unpackSchema } from "../types/schema.ts";
import { copyValue } from "../types/structural-copy.ts";
import { decodeValue, encodeValue } from "../types/value-codec.ts";
import type { Cell, CellVisitor, HeapKeyContext } from "./heap-key-context.ts";
import { HeapMap } from "./heap-map.ts";
import type { KeyedSnapshot, Namespace, TimerEntry } from "./keyed-state-backend.ts";
import type { StateKind } from "./state-table.ts";

/** "TMks", little-endian. */
const MAGIC = 0x736b4d54;
const VERSION = 1;
/** The same with a section of declared types behind the names. */
const VERSION_WITH_TYPES = 2;
const KINDS: readonly StateKind[] = ["value", "list", "map", "reducing", "aggregating"];
/** Added to the kind. */
const WRAPPED = 0x80;

/** Names and kinds of the states, by index in `states` columns. */
export interface StateMeta {
  readonly name: string;
  readonly kind: StateKind;
  /** Each value lies with the time at which it was touched last. */
  readonly isWrapped: boolean;
  /** What its values were declared to be; null: nothing. */
  readonly schema: TypeSerializerSnapshot | null;
}

/** A timer and the index of its service. */
interface TimerRow {
  readonly service: number;
  readonly timer: TimerEntry;
}

/** What a snapshot holds, filled group by group: one row an entry, in columns; values are copies. */
export class SnapshotColumns implements CellVisitor {
  readonly keys: unknown[] = [];
  readonly states: number[] = [];
  readonly namespaces: Namespace[] = [];
  readonly values: unknown[] = [];
  /** By group: rows up to its end. */
  readonly ends: number[] = [];
  readonly services: string[] = [];
  readonly timers: TimerRow[] = [];

  /** An entry of the group that is being filled. */
  cell(context: HeapKeyContext, cell: Cell): void {
    const { value } = cell;
    this.keys.push(context.key);
    this.states.push(cell.state);
    this.namespaces.push(cell.namespace);
    this.values.push(value instanceof HeapMap ? value.toMap() : copyValue(value));
  }

  endGroup(): void {
    this.ends.push(this.keys.length);
  }

  /** The timers of a service, of all groups. */
  addTimers(name: string, timers: readonly TimerEntry[]): void {
    const service = this.services.push(name) - 1;
    for (const timer of timers) this.timers.push({ service, timer });
  }
}

/** Memory to write into, kept from snapshot to snapshot; what leaves is a copy. */
const snapshotWriter = new ByteWriter(4096);

/** The synchronous part is done when this exists; `serialize` is the asynchronous part and may run later. */
export class HeapKeyedSnapshot implements KeyedSnapshot {
  readonly #maxParallelism: number;
  readonly #firstKeyGroup: number;
  readonly #keySchema: TypeSerializerSnapshot | null;
  readonly #states: readonly StateMeta[];
  readonly #columns: SnapshotColumns;

  constructor(
    maxParallelism: number,
    firstKeyGroup: number,
    keySchema: TypeSerializerSnapshot | null,
    states: readonly StateMeta[],
    columns: SnapshotColumns,
  ) {
    this.#maxParallelism = maxParallelism;
    this.#firstKeyGroup = firstKeyGroup;
    this.#keySchema = keySchema;
    this.#states = states;
    this.#columns = columns;
  }

  /** Layout: magic, version, max parallelism, first group, number of groups, names, types if any is declared, offset of each group, groups, checksum. */
  serialize(): Uint8Array {
    const { ends, services, timers } = this.#columns;
    const to = snapshotWriter;
    to.reset();
    to.u32(MAGIC);
    const schemas = [this.#keySchema, ...this.#states.map(({ schema }) => schema)];
    const areDeclared = schemas.some((schema) => schema !== null);
    to.u8(areDeclared ? VERSION_WITH_TYPES : VERSION);
    to.varint(this.#maxParallelism);
    to.varint(this.#firstKeyGroup);
    to.varint(ends.length);
    to.varint(this.#states.length);
    for (const state of this.#states) {
      to.string(state.name);
      to.u8(KINDS.indexOf(state.kind) + (state.isWrapped ? WRAPPED : 0));
    }
    to.varint(services.length);
    for (const service of services) to.string(service);
    if (areDeclared) for (const schema of schemas) encodeValue(schema === null ? null : packSchema(schema), to);
    const table = to.length;
    to.skip(4 * (ends.length + 1));
    const byGroup = timersByGroup(timers, this.#firstKeyGroup, ends.length);
    for (let i = 0; i < ends.length; i++) {
      to.patchU32(table + 4 * i, to.length);
      this.#writeEntries(i === 0 ? 0 : ends[i - 1], ends[i], to);
      writeTimers(byGroup[i] ?? NO_TIMERS, to);
    }
    to.patchU32(table + 4 * ends.length, to.length);
    to.u32(to.checksum());
    return to.toBytes();
  }

  #writeEntries(from: number, end: number, to: ByteWriter): void {
    const { keys, states, namespaces, values } = this.#columns;
    to.varint(end - from);
    for (let i = from; i < end; i++) {
      // Entries of one key lie together: its key is written once.
      const same = i > from && Object.is(keys[i], keys[i - 1]);
      to.varint(states[i] * 2 + (same ? 1 : 0));
      if (!same) encodeValue(keys[i], to);
      to.string(namespaces[i]);
      encodeValue(values[i], to);
    }
  }
}

const NO_TIMERS: readonly TimerRow[] = [];

/** The timers of a group stay in the order of their heap, which a restore gives back; undefined where a group has none. */
function timersByGroup(rows: readonly TimerRow[], firstKeyGroup: number, groups: number): (TimerRow[] | undefined)[] {
  const byGroup = new Array<TimerRow[] | undefined>(groups);
  for (const row of rows) {
    const i = row.timer.keyGroup - firstKeyGroup;
    const group = byGroup[i];
    if (group === undefined) byGroup[i] = [row];
    else group.push(row);
  }
  return byGroup;
}

function writeTimers(rows: readonly TimerRow[], to: ByteWriter): void {
  to.varint(rows.length);
  for (const { service, timer } of rows) {
    to.varint(service * 2 + timer.domain);
    to.f64(timer.time);
    encodeValue(timer.key, to);
    to.string(timer.namespace);
  }
}

/** Receives what lies in the wanted key groups. */
export interface KeyedSnapshotVisitor {
  /** First: what the keys were declared to be; null: nothing. */
  keySchema(written: TypeSerializerSnapshot | null): void;
  /** Then each state whose type was declared, though it may have no entry in the wanted groups. */
  declaredState(state: StateMeta): void;
  entry(state: StateMeta, keyGroup: number, key: unknown, namespace: Namespace, value: unknown): void;
  timer(service: string, timer: TimerEntry): void;
}

/**
 * Reads the key groups [first, last] out of bytes written by `serialize`; the others are not decoded.
 * Throws one sentence on damaged or truncated bytes, another version, or another max parallelism.
 */
export function readKeyedSnapshot(
  bytes: Uint8Array,
  maxParallelism: number,
  first: number,
  last: number,
  visitor: KeyedSnapshotVisitor,
): void {
  const [from, version] = openSnapshot(bytes);
  const written = from.varint();
  if (written !== maxParallelism) {
    throw new Error(
      `The keyed state was written with max parallelism ${written} and cannot be read with ${maxParallelism}: keys would change their groups.`,
    );
  }
  const firstWritten = from.varint();
  const groups = from.varint();
  const names: Omit<StateMeta, "schema">[] = [];
  for (let n = from.varint(); n > 0; n--) {
    const name = from.string();
    const kind = from.u8();
    names.push({ name, kind: KINDS[kind & ~WRAPPED], isWrapped: (kind & WRAPPED) !== 0 });
  }
  const services: string[] = [];
  for (let n = from.varint(); n > 0; n--) services.push(from.string());
  const readSchema = () => (version === VERSION_WITH_TYPES ? readPacked(from) : null);
  visitor.keySchema(readSchema());
  const states: StateMeta[] = names.map(({ name, kind, isWrapped }) => ({
    name,
    kind,
    isWrapped,
    schema: readSchema(),
  }));
  for (const state of states) if (state.schema !== null) visitor.declaredState(state);
  const offsets: number[] = [];
  for (let i = 0; i <= groups; i++) offsets.push(from.u32());
  const begin = Math.max(first, firstWritten);
  const end = Math.min(last, firstWritten + groups - 1);
  for (let keyGroup = begin; keyGroup <= end; keyGroup++) {
    const i = keyGroup - firstWritten;
    // Two bytes are two counts of 0.
    if (offsets[i + 1] - offsets[i] > 2)
      readGroup(new ByteReader(bytes, offsets[i], offsets[i + 1]), keyGroup, states, services, visitor);
  }
}

function readPacked(from: ByteReader): TypeSerializerSnapshot | null {
  const packed = decodeValue(from);
  return packed === null ? null : unpackSchema(packed);
}

/** The key groups that the bytes hold: [first, last]. */
export function writtenKeyGroups(bytes: Uint8Array): readonly [number, number] {
  const [from] = openSnapshot(bytes);
  from.varint();
  const first = from.varint();
  return [first, first + from.varint() - 1];
}

/** The checksum of the content, which is written behind it: it tells contents apart and costs nothing. */
export function writtenChecksum(bytes: Uint8Array): number {
  return new ByteReader(bytes, bytes.length - 4).u32();
}

function openSnapshot(bytes: Uint8Array): readonly [ByteReader, version: number] {
  if (bytes.length < 9)
    throw new Error(`The keyed state is truncated: ${bytes.length} bytes are less than its header.`);
  const from = new ByteReader(bytes, 0, bytes.length - 4);
  if (from.u32() !== MAGIC) throw new Error("These bytes are no keyed state: they begin with another mark.");
  const version = from.u8();
  if (version !== VERSION && version !== VERSION_WITH_TYPES)
    throw new Error(
      `The keyed state has version ${version}; this program reads versions ${VERSION} and ${VERSION_WITH_TYPES}.`,
    );
  if (checksum(bytes, 0, bytes.length - 4) !== writtenChecksum(bytes)) {
    throw new Error("The keyed state is damaged or truncated: its checksum does not match.");
  }
  return [from, version];
}

function readGroup(
  from: ByteReader,
  keyGroup: number,
  states: readonly StateMeta[],
  services: readonly string[],
  visitor: KeyedSnapshotVisitor,
): void {
  let key: unknown = null;
  for (let n = from.varint(); n > 0; n--) {
    const head = from.varint();
    if ((head & 1) === 0) key = decodeValue(from);
    const namespace = from.string();
    visitor.entry(states[head >>> 1], keyGroup, key, namespace, decodeValue(from));
  }
  for (let n = from.varint(); n > 0; n--) {
    const head = from.varint();
    const time = from.f64();
    const timerKey = decodeValue(from);
    const namespace = from.string();
    visitor.timer(services[head >>> 1], { domain: (head & 1) as 0 | 1, time, key: timerKey, keyGroup, namespace });
  }
}
