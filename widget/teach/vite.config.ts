/** How the teachers' page is built, for `/teach` of a server of its own. */
import { defineConfig } from "vite";
import { gzipTwins, pageTexts } from "../build/plugins.ts";
import { strings } from "./src/strings.ts";

/** What page, script and icon may weigh together, compressed. */
const BUDGET_BYTES = 40_000;

export default defineConfig({
  root: import.meta.dirname,
  // Absolute, since the page is opened as `/teach`, without a slash behind.
  base: "/teach/",
  publicDir: "../public",
  build: {
    outDir: "../dist-teach",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      output: { format: "iife", entryFileNames: "tightrope-teach.js", codeSplitting: false },
    },
  },
  plugins: [pageTexts({ title: strings.title, noScript: strings.noScript }), gzipTwins(BUDGET_BYTES)],
});
