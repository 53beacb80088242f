/** `npm run docs`: puts the real output behind the commands that the READMEs show, and draws the picture anew. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Block, blocksOf, commandsOf, fileOf } from "./support/blocks.ts";
import { drawDemonstration, PICTURE } from "./support/demonstration.ts";
import { emptyFolder, ROOT, runShown, withoutWallTime } from "./support/shell.ts";

const outputs = new Map<string, string>();

function outputOf(command: string, blocks: readonly Block[]): string {
  const known = outputs.get(command);
  if (known !== undefined) return known;
  const folder = emptyFolder();
  try {
    for (const file of blocks.map(fileOf)) if (file !== null) writeFileSync(join(folder, file.name), file.content);
    const finished = runShown(command, folder);
    if (finished?.status !== 0) throw new Error(`${command} ended with ${finished?.status}:\n${finished?.stderr}`);
    outputs.set(command, finished.stdout);
    return finished.stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const name of ["README.md", "README.zh.md"]) {
  let text = readFileSync(join(ROOT, name), "utf8");
  const blocks = blocksOf(text);
  for (const block of blocks.filter(({ language }) => language === "console").reverse()) {
    const content = commandsOf([block])
      .map(({ command, output }) => {
        const now = outputOf(command, blocks);
        const same = withoutWallTime(now) === withoutWallTime(output ?? "");
        return `$ ${command}\n${same ? output : now}`;
      })
      .join("");
    text = text.slice(0, block.from) + content + text.slice(block.from + block.content.length);
  }
  writeFileSync(join(ROOT, name), text);
}
mkdirSync(dirname(join(ROOT, PICTURE)), { recursive: true });
writeFileSync(join(ROOT, PICTURE), drawDemonstration());
