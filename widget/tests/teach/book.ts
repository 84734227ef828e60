/** A small codebook for tests, with keys of the kinds that the real one has. */
import type { Codebook, Label } from "../../teach/src/protocol";

const label = (id: string, key: string, name = id): Label => ({ id, key, name, when: `when ${name}` });

export const BOOK: Codebook = {
  questions: [
    {
      id: "concern",
      name: "Danger",
      ask: "Is there danger?",
      labels: [label("none", "n"), label("self_harm", "h", "self-harm")],
    },
    {
      id: "bid",
      name: "What is shown",
      ask: "What?",
      labels: [label("jealousy", "1"), label("protest", "2"), label("none", "0", "none of these")],
    },
    {
      id: "also",
      name: "Something else, too",
      ask: "Another?",
      labels: [label("none", "+0", "no"), label("jealousy", "+1"), label("protest", "+2")],
    },
    {
      id: "actor",
      name: "Whose",
      ask: "Whose?",
      labels: [label("self", "s", "the writer's"), label("partner", "p", "the partner's"), label("none", "-", "nobody's")],
    },
    { id: "moment", name: "Is it on", ask: "On?", labels: [label("tension", "t"), label("calm", "c")] },
    { id: "domain", name: "About whom", ask: "Who?", labels: [label("partner", "r"), label("ex", "e")] },
  ],
  actions: [
    { id: "save", key: "Enter", name: "Save" },
    { id: "take", key: "g", name: "Take" },
    { id: "help", key: "?", name: "Help" },
  ],
  talk: [
    { id: "thank", example: "cheers, that was kind" },
    { id: "ask_privacy", example: "who reads this" },
    { id: "affirm", example: "" },
  ],
};

export const FIELDS = BOOK.questions.map(({ id }) => id);
