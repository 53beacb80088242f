/**
 * A campaign: scenarios drawn one after the other from one seed, run with every checker, the first failure of each property
 * made as simple as possible.
 *
 * ```ts
 * const campaign = new Campaign(ground, { seed: 1, swarm: swarmOf("everything") });
 * for (let number = 1; number <= 100; number++) campaign.run(number);
 * campaign.failures; // empty, if the job is right
 * ```
 */
import { KeyedEntropy } from "../kernel/entropy.ts";
import type { Scenario } from "../scenario.ts";
import { type AmbientUse, AmbientUses } from "./ambient-use.ts";
import { type Examination, examine } from "./examine.ts";
import type { Finding } from "./finding.ts";
import type { Ground } from "./ground.ts";
import { type Happenings, HappeningsFold } from "./happenings.ts";
import { type Comparison, sameOutput } from "./metamorphic/same-output.ts";
import { VARIATIONS, type Variation } from "./metamorphic/variations.ts";
import { ProbeObserver } from "./probes/probe-observer.ts";
import { randomScenario } from "./random-scenario.ts";
import { type ShrinkOptions, type Shrunk, shrink } from "./shrink/shrink.ts";
import type { Swarm } from "./swarm.ts";
import { type Difference, twice } from "./twice.ts";

/** What decides a campaign. */
export interface CampaignOptions {
  /** Decides all its scenarios. */
  readonly seed: number;
  readonly swarm: Swarm;
  /** One in so many runs is made twice and compared; 0: none. Default 16. */
  readonly twiceOneIn?: number;
  /** One in so many runs is made again without faults, and with one thing otherwise that must not matter; 0: none. Default 16. */
  readonly variedOneIn?: number;
  /** Runs for making a failure simple, at the most. Default 1,000. */
  readonly mostShrinkRuns?: number;
}

/** A property that did not hold. */
export interface Failure {
  /** Number of the scenario in the campaign, from 1. */
  readonly number: number;
  readonly finding: Finding;
  readonly found: Scenario;
  readonly shrunk: Shrunk;
}

/** One run of a campaign. */
export interface CampaignRun {
  readonly number: number;
  readonly events: number;
  readonly status: string;
  readonly happenings: Happenings;
  /** Rare situations that it has reached. */
  readonly probes: readonly string[];
  /** Time and chance that user code asked for. */
  readonly ambient: readonly AmbientUse[];
  readonly findings: readonly Finding[];
  /** New failures, each the first of its property. */
  readonly failures: readonly Failure[];
  /** Null: the run was made once, or twice the same. */
  readonly difference: Difference | null;
}

const TWICE_ONE_IN = 16;
const VARIED_ONE_IN = 16;

/** Draws, runs, and shrinks; what it has seen is forgotten with it. */
export class Campaign {
  readonly failures: Failure[] = [];
  readonly #ground: Ground;
  readonly #options: CampaignOptions;
  readonly #entropy: KeyedEntropy;

  constructor(ground: Ground, options: CampaignOptions) {
    this.#ground = ground;
    this.#options = options;
    this.#entropy = new KeyedEntropy(options.seed);
  }

  /** Scenario `number` of the campaign: always the same one, whatever was run before. */
  scenario(number: number): Scenario {
    const dice = (purpose: string) => this.#entropy.draws(purpose, String(number));
    return randomScenario(dice("scenario"), this.#ground, this.#options.swarm, number, dice);
  }

  /** @param scenario another one in the place of the drawn one */
  run(number: number, scenario: Scenario = this.scenario(number)): CampaignRun {
    const { host } = this.#ground;
    const fold = new HappeningsFold();
    const probes = new ProbeObserver();
    const ambient = new AmbientUses();
    const examination = examine(scenario, host, { observers: [fold, probes, ambient] });
    const { run, findings } = examination;
    const { twiceOneIn = TWICE_ONE_IN } = this.#options;
    // A run that was given up has come less far than the one that is made again.
    const isWatched = run !== null && run.status !== "RUNNING" && twiceOneIn > 0 && number % twiceOneIn === 0;
    const variation = this.#isVaried(number) ? this.#variation(number) : null;
    const pair = variation === null ? null : this.#compare(scenario, variation);
    const failures = this.#newFailures(number, examination);
    if (variation !== null && pair !== null) failures.push(...this.#newChange(number, scenario, variation, pair));
    const varied = pair?.finding ?? null;
    return {
      number,
      events: run?.events ?? 0,
      status: run?.status ?? "ERROR",
      happenings: fold.happenings,
      probes: [...probes.reached],
      ambient: ambient.uses,
      findings: varied === null ? findings : [...findings, varied],
      failures,
      difference: isWatched ? twice(scenario, host, run.digest) : null,
    };
  }

  /** Not those that are made twice. */
  #isVaried(number: number): boolean {
    const { variedOneIn = VARIED_ONE_IN } = this.#options;
    return variedOneIn > 0 && number % variedOneIn === variedOneIn >> 1;
  }

  /** One thing otherwise; for each scenario another one. */
  #variation(number: number): Variation {
    // Of the functions of random jobs it is known that they change nothing that they are given.
    const all = VARIATIONS.filter(({ promised }) => promised || this.#ground.randomJob);
    return all[this.#entropy.draws("variation", String(number)).below(all.length)];
  }

  #compare(scenario: Scenario, variation: Variation): Comparison {
    const { host, upsert, orderedOutput } = this.#ground;
    return sameOutput({ scenario, host }, variation, { upsert, ordered: orderedOutput?.(scenario) ?? [] });
  }

  /** A simpler pair has the same knob, which is the diagnosis, and differs for the same reason. */
  #newChange(number: number, scenario: Scenario, variation: Variation, { finding, isLeak }: Comparison): Failure[] {
    if (finding === null || this.failures.some((known) => known.finding.property === finding.property)) return [];
    const found: Scenario = { ...scenario, faults: [] };
    const look = (candidate: Scenario): Examination => {
      const pair = this.#compare(candidate, variation);
      const findings = pair.finding === null || pair.isLeak !== isLeak ? [] : [pair.finding];
      return { scenario: candidate, run: null, findings };
    };
    const failed: Examination = { scenario: found, run: null, findings: [finding] };
    const { base, host } = this.#ground;
    const shrunk = shrink(failed, finding.property, base, host, { ...this.#shrinkOptions, look });
    const failure = { number, finding, found, shrunk };
    this.failures.push(failure);
    return [failure];
  }

  get #shrinkOptions(): ShrinkOptions {
    const { mostShrinkRuns } = this.#options;
    return mostShrinkRuns === undefined ? {} : { mostRuns: mostShrinkRuns };
  }

  /** The first finding counts: what follows in the same run follows from it, until it is repaired. */
  #newFailures(number: number, examination: Examination): Failure[] {
    const [finding] = examination.findings;
    if (finding === undefined || this.failures.some((known) => known.finding.property === finding.property)) return [];
    const { base, host } = this.#ground;
    const shrunk = shrink(examination, finding.property, base, host, this.#shrinkOptions);
    const failure = { number, finding, found: examination.scenario, shrunk };
    this.failures.push(failure);
    return [failure];
  }
}
