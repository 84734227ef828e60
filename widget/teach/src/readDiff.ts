/** Reads a unified diff, as `git diff` writes it, for people who never saw one. */

export type Kind = "added" | "removed" | "same" | "gap";

export interface Line {
  kind: Kind;
  text: string;
}

export interface FileChange {
  name: string;
  added: number;
  removed: number;
  lines: Line[];
}

/** How many lines a hunk has of the old file and of the new. */
const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
const KINDS: Readonly<Record<string, Kind>> = { "+": "added", "-": "removed", " ": "same", "": "same" };

function nameIn(line: string): string {
  const name = line.slice(4).split("\t")[0] ?? "";
  return name.replace(/^[ab]\//, "");
}

/** The files that change, with their lines; what is no part of a diff is left out. */
export function readDiff(diff: string): FileChange[] {
  const files: FileChange[] = [];
  let file: FileChange | null = null;
  let before = "";
  // What the hunk still has to bring: within it, “--- a” is a line that goes.
  let old = 0;
  let fresh = 0;
  for (const line of diff.split("\n")) {
    const kind = KINDS[line.charAt(0)];
    if (file !== null && (old > 0 || fresh > 0) && kind !== undefined) {
      file.lines.push({ kind, text: line.slice(1) });
      if (kind === "added") file.added += 1;
      if (kind === "removed") file.removed += 1;
      if (kind !== "added") old -= 1;
      if (kind !== "removed") fresh -= 1;
      continue;
    }
    const hunk = HUNK.exec(line);
    if (hunk !== null && file !== null) {
      if (file.lines.length > 0) file.lines.push({ kind: "gap", text: "" });
      old = Number(hunk[1] ?? 1);
      fresh = Number(hunk[2] ?? 1);
    } else if (line.startsWith("--- ")) {
      before = nameIn(line);
    } else if (line.startsWith("+++ ")) {
      const after = nameIn(line);
      file = { name: after === "/dev/null" ? before : after, added: 0, removed: 0, lines: [] };
      files.push(file);
    }
  }
  return files;
}
