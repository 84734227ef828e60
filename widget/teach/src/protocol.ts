/** What the teachers' page and its server say to each other. */

/** The labels of a story by the codebook's questions, or the intent of a message that tells none. */
export type Labels = Record<string, string> | { talk: string };

export interface Similar {
  text: string;
  labels: Labels;
  /** From 0 to 1. */
  likeness: number;
}

export type Why = "unsure" | "misread" | "random" | "imported";

/** A message in front of a teacher. */
export interface Task {
  id: number;
  text: string;
  day: string;
  why: Why;
  suggestion: Labels | null;
  similar: Similar[];
  /** True where somebody else judged it before. */
  second: boolean;
  /** What this teacher said of it before; without labels where they put it off. */
  said: { labels: Labels | null; note: string } | null;
}

export interface Turn {
  task: Task | null;
  left: number;
}

export interface Teacher {
  name: string;
  role: "annotator" | "maintainer";
}

export interface Me extends Teacher {
  left: number;
  counts: { open: number; second: number; different: number; ready: number };
}

export interface Label {
  id: string;
  key: string;
  name: string;
  when: string;
}

export interface Question {
  id: string;
  name: string;
  ask: string;
  labels: Label[];
}

export interface Codebook {
  questions: Question[];
  actions: { id: string; key: string; name: string }[];
  talk: { id: string; example: string }[];
}

export interface Said {
  teacher: string;
  labels: Labels | null;
  note: string;
}

export interface Different {
  items: { id: number; text: string; day: string; why: Why; said: Said[] }[];
}

export interface FieldAgreement {
  field: string;
  items: number;
  /** Of the items, on how many both said the same. */
  share: number;
  /** `null` where it cannot be told. */
  kappa: number | null;
  low: number | null;
  high: number | null;
}

export interface Agreement {
  items: number;
  fields: FieldAgreement[];
  teachers: { name: string; role: Teacher["role"]; active: boolean; judged: number }[];
}

export interface Cell {
  bid: string;
  actor: string;
  moment: string;
  examples: number;
}

export interface Coverage {
  intents: { intent: string; examples: number }[];
  cells: Cell[];
  missing: string[];
}

export interface Suspect {
  text: string;
  intent: string;
  field: string;
  given: string;
  likelier: string;
  confidence: number;
  labels: Labels;
}

export interface LabelErrors {
  made: string | null;
  stale: boolean;
  suspects: Suspect[];
}

export interface LeftOut {
  id: number;
  text: string;
  reason: string;
}

export interface Ready {
  items: { id: number; text: string; labels: Labels; intent: string }[];
  left_out: LeftOut[];
  diff: string;
}

export interface Written {
  added: number;
  left_out: LeftOut[];
  diff: string;
}
