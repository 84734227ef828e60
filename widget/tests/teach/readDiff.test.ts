import { describe, expect, it } from "vitest";
import { readDiff } from "../../teach/src/readDiff";

const ONE = `--- a/data/nlu/jealousy.yml
+++ b/data/nlu/jealousy.yml
@@ -1,2 +1,4 @@
 version: "3.1"
 nlu:
+- text: 'a'
+  metadata: {actor: self}
@@ -9 +11 @@
-- text: 'old'
+- text: 'new'
`;

describe("a unified diff", () => {
  it("is read file by file, line by line, with gaps", () => {
    expect(readDiff(ONE)).toEqual([
      {
        name: "data/nlu/jealousy.yml",
        added: 3,
        removed: 1,
        lines: [
          { kind: "same", text: 'version: "3.1"' },
          { kind: "same", text: "nlu:" },
          { kind: "added", text: "- text: 'a'" },
          { kind: "added", text: "  metadata: {actor: self}" },
          { kind: "gap", text: "" },
          { kind: "removed", text: "- text: 'old'" },
          { kind: "added", text: "- text: 'new'" },
        ],
      },
    ]);
  });

  it("takes lines that look like headers for lines", () => {
    const [file] = readDiff("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a/y\n+++ b/y\n @@ -1 +1 @@\n");
    expect(file?.lines).toEqual([
      { kind: "removed", text: "-- a/y" },
      { kind: "added", text: "++ b/y" },
      { kind: "same", text: "@@ -1 +1 @@" },
    ]);
  });

  it("knows the name of a file that is new, and of one that goes", () => {
    const names = readDiff(
      "--- /dev/null\n+++ b/new.yml\n@@ -0,0 +1 @@\n+a\n--- a/old.yml\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
    ).map(({ name }) => name);
    expect(names).toEqual(["new.yml", "old.yml"]);
  });

  it("reads two files, one after the other", () => {
    expect(readDiff(ONE + ONE.replaceAll("jealousy", "protest")).map(({ name, added }) => [name, added])).toEqual([
      ["data/nlu/jealousy.yml", 3],
      ["data/nlu/protest.yml", 3],
    ]);
  });

  it.each(["", "\n", "not a diff", "@@ -1 +1 @@\n+a", "diff --git a/x b/x\nindex 1..2", "+a\n-b"])(
    "that is none, as %j, has no files",
    (text) => {
      expect(readDiff(text)).toEqual([]);
    },
  );

  it("that breaks off shows what it has", () => {
    expect(readDiff("--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n+a")[0]?.lines).toEqual([{ kind: "added", text: "a" }]);
  });

  it("may say that the end of a file has no new line", () => {
    const [file] = readDiff("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n");
    expect(file?.lines.map(({ text }) => text)).toEqual(["a", "b"]);
  });
});
