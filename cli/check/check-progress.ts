/** What is shown while a campaign runs. */
import type { ProgressForm } from "../progress.ts";
import { count } from "../text.ts";
import type { CampaignSummary } from "./campaign-summary.ts";

/** Real time between two lines, ms. */
export const CAMPAIGN_EVERY_MS: Readonly<Record<ProgressForm, number>> = {
  bar: 100,
  lines: 5000,
  none: Number.POSITIVE_INFINITY,
};

/** `1,204 runs, 310,000 events/s, 83 restored, 1 failure`. @param seconds since the campaign began */
export function campaignLine({ runs, events, restored, failures }: CampaignSummary, seconds: number): string {
  const perSecond = Math.round(events / Math.max(seconds, 0.001) / 1000) * 1000;
  const restores = `${restored.toLocaleString("en-US")} restored`;
  return `${count(runs, "run")}, ${perSecond.toLocaleString("en-US")} events/s, ${restores}, ${count(failures.size, "failure")}`;
}
