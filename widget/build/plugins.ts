/** What the build of every page of ours does: put the texts in, write `.gz` twins, watch the weight. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Put texts of a `strings.ts` into the page, so that wording lives in one file. */
export function pageTexts(texts: { title: string; noScript: string }): Plugin {
  return {
    name: "page-texts",
    transformIndexHtml: (html) =>
      html.replaceAll("%TITLE%", texts.title).replaceAll("%NO_SCRIPT%", texts.noScript),
  };
}

/**
 * Write `x.gz` beside every built file `x`, since Sanic does not compress, and stop the build when all of them
 * weigh more than `budget` bytes.
 */
export function gzipTwins(budget: number): Plugin {
  let folder = "";
  return {
    name: "gzip-twins",
    apply: "build",
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile() && !path.endsWith(".gz"));
      let total = 0;
      for (const path of files) {
        const packed = gzipSync(readFileSync(path), { level: 9 });
        writeFileSync(`${path}.gz`, packed);
        total += packed.length;
      }
      if (total > budget) {
        throw new Error(
          `The page weighs ${total} bytes compressed, more than the ${budget} it may. ` +
            "Look at what was added to package.json or its sources last.",
        );
      }
      console.log(`All files compressed: ${total} of ${budget} bytes.`);
    },
  };
}
