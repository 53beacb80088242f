/** What `tidemark share` understands. */
import type { Command } from "commander";
import { Pauses } from "../interruption.ts";
import { currentPage } from "../ui/current-page.ts";
import { writeLines } from "../write-file.ts";
import { sharedFile } from "./share-command.ts";

const EXAMPLES = `
Examples:
  tidemark share recovery --out recovery.html
  tidemark share my.scenario.json --out moment.html
  tidemark share 'http://127.0.0.1:7117/#s=recovery&at=3112300' --out moment.html

The file opens by double click, without a server and without a network.`;

/** Adds the command. */
export function addShare(program: Command): void {
  program
    .command("share")
    .description("write a moment of a run into one file that opens in any browser")
    .argument("<what>", "scenario: a JSON file or the name of a built-in one; or a link that the page has made")
    .requiredOption("--out <file>", "the file to write (HTML)")
    .addHelpText("after", EXAMPLES)
    .action(async (what: string, { out }: { readonly out: string }) => {
      const text = sharedFile(what, currentPage);
      const pauses = new Pauses();
      await pauses.during(() => writeLines(out, [text], pauses));
      process.stdout.write(`${out}: ${(text.length / 1024).toFixed(0)} KB, opens without a server\n`);
    });
}
