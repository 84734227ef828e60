/** How the widget is built: one page, one script, and a `.gz` twin of each, since Sanic does not compress. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { strings } from "./src/strings.ts";

/** What the page, the script and the icon may weigh together, compressed: a chat has to open on a bad line. */
const BUDGET_BYTES = 60_000;

/** Put the texts of `strings.ts` into the page, so that wording lives in one file. */
function pageTexts(): Plugin {
  return {
    name: "page-texts",
    transformIndexHtml: (html) =>
      html.replaceAll("%TITLE%", strings.name).replaceAll("%NO_SCRIPT%", strings.noScript),
  };
}

/** Write `x.gz` beside every built file `x`, and stop the build when all of them weigh too much. */
function gzipTwins(): Plugin {
  let folder = "";
  return {
    name: "gzip-twins",
    apply: "build",
    configResolved: (config) => {
      folder = config.build.outDir;
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
      if (total > BUDGET_BYTES) {
        throw new Error(
          `The widget weighs ${total} bytes compressed, more than the ${BUDGET_BYTES} it may. ` +
            "Look at what was added to package.json or src/ last.",
        );
      }
      console.log(`All files compressed: ${total} of ${BUDGET_BYTES} bytes.`);
    },
  };
}

export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      output: {
        // Neither needs the other to be a module: the tag on a site may be a plain script.
        format: "iife",
        // A fixed name, so that another site can embed the script; the server's ETag keeps it fresh.
        entryFileNames: "tightrope-chat.js",
        codeSplitting: false,
      },
    },
  },
  plugins: [pageTexts(), gzipTwins()],
});
