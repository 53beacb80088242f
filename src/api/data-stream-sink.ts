import { SinkTransformation, type Transformation } from "../graph/transformation.ts";
import { TransformationSettings } from "./transformation-settings.ts";

/** The end of a stream. `DataStreamSink`. */
export class DataStreamSink {
  readonly transformation: Transformation;
  private readonly settings: TransformationSettings;

  constructor(transformation: Transformation) {
    this.transformation = transformation;
    this.settings = new TransformationSettings(transformation);
  }

  name(name: string): this {
    this.settings.name(name);
    return this;
  }

  setDescription(description: string): this {
    this.transformation.description = description;
    return this;
  }

  /** The writer gets this uid, the committer "Sink Committer: uid". */
  uid(uid: string): this {
    this.transformation.uid = uid;
    return this;
  }

  /** Refused for a sink that becomes several operators. */
  setUidHash(hash: string): this {
    if (this.transformation instanceof SinkTransformation)
      throw new Error("Cannot set a custom UID hash on a non-legacy sink; give it a uid instead.");
    this.settings.uidHash(hash);
    return this;
  }

  setParallelism(parallelism: number): this {
    this.settings.parallelism(parallelism);
    return this;
  }

  setMaxParallelism(maxParallelism: number): this {
    this.settings.maxParallelism(maxParallelism);
    return this;
  }

  slotSharingGroup(group: string): this {
    this.transformation.slotSharingGroup = group;
    return this;
  }

  disableChaining(): this {
    this.transformation.chaining = "NEVER";
    return this;
  }
}
