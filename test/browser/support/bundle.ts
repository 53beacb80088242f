import { fileURLToPath } from "node:url";
import { build, type Platform } from "esbuild";

/** One script out of an entry beside this file; class names survive, since records travel under them. */
export async function bundle(entry: string, platform: Platform): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: platform === "browser",
    keepNames: true,
    format: "esm",
    platform,
    conditions: ["source"],
    target: "es2022",
    write: false,
    logLevel: "silent",
    ...(platform === "node"
      ? {
          banner: {
            js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
          },
        }
      : {}),
  });
  return outputFiles[0].text;
}
