/** How the chat is built: one page, one script, and a `.gz` twin of each. */
import { defineConfig } from "vite";
import { gzipTwins, pageTexts } from "./build/plugins.ts";
import { strings } from "./src/strings.ts";

/** What the page, the script and the icon may weigh together, compressed: a chat has to open on a bad line. */
const BUDGET_BYTES = 60_000;

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
  plugins: [pageTexts({ title: strings.name, noScript: strings.noScript }), gzipTwins(BUDGET_BYTES)],
});
