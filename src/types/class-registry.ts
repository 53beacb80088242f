/** Names of classes, so that their instances survive as bytes. `PipelineOptions.KRYO_REGISTERED_CLASSES` does this in Flink. */

/** A class whose instances can be rebuilt from their fields. */
// biome-ignore lint/complexity/noBannedTypes: any constructor, whatever its arguments: it is never called.
export type InstanceClass = Function & { readonly prototype: object };

const byName = new Map<string, InstanceClass>();
const nameOf = new Map<InstanceClass, string>();
/** The class seen last under a name nobody registered; a job's classes are evaluated afresh per process. */
const seen = new Map<string, InstanceClass>();

/** Gives instances of `type` the name under which they are written. A name stands for one class: the last one. */
export function registerClass(name: string, type: InstanceClass): void {
  byName.set(name, type);
  nameOf.set(type, name);
}

/** The name to write for an instance: the registered one, else the class's own name. Throws if it has none. */
export function classNameOf(value: object): string {
  const type = value.constructor as InstanceClass;
  const registered = nameOf.get(type);
  if (registered !== undefined) return registered;
  if (typeof type !== "function" || type.name === "") {
    throw new Error(
      "An instance of a class without a name cannot be written: call registerClass(name, constructor) first.",
    );
  }
  seen.set(type.name, type);
  return type.name;
}

/** The prototype of instances written under `name`. Throws if nobody registered or wrote such a class in this process. */
export function prototypeOf(name: string): object {
  const type = byName.get(name) ?? seen.get(name);
  if (type === undefined)
    throw new Error(`Class "${name}" is not known here: call registerClass("${name}", constructor) before reading.`);
  return type.prototype;
}
