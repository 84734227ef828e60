/** The assistant's Markdown as plain text, for a file that any program opens. */
import { lexer, type Token, type Tokens } from "marked";
import { safeAddress } from "./markdown";

function words(tokens: Token[] | undefined): string {
  return (tokens ?? []).map(word).join("");
}

function word(token: Token): string {
  switch (token.type) {
    case "strong":
    case "em":
      return words(token.tokens);
    case "link": {
      const { href, tokens } = token as Tokens.Link;
      const shown = words(tokens);
      const address = safeAddress(href);
      return address === null || address === shown ? shown : `${shown} (${address})`;
    }
    case "br":
      return "\n";
    case "escape":
      return (token as Tokens.Escape).text;
    case "text":
      return token.tokens === undefined ? (token as Tokens.Text).text : words(token.tokens);
    default:
      return token.raw;
  }
}

function block(token: Token): string {
  switch (token.type) {
    case "space":
    case "def":
      return "";
    case "paragraph":
    case "heading":
      return words(token.tokens);
    case "blockquote":
      return blocks(token.tokens, "\n\n").replaceAll(/^/gm, "> ");
    case "list": {
      const { items, ordered, start } = token as Tokens.List;
      const sign = (index: number) => (ordered ? `${(Number(start) || 1) + index}.` : "-");
      return items
        .map((item, index) => `${sign(index)} ${blocks(item.tokens, "\n").replaceAll("\n", "\n  ")}`)
        .join("\n");
    }
    default:
      return word(token);
  }
}

function blocks(tokens: Token[] | undefined, between: string): string {
  return (tokens ?? []).map(block).filter(Boolean).join(between);
}

/** `text` without the signs of Markdown. */
export function plain(text: string): string {
  return blocks(lexer(text, { gfm: true, breaks: true }), "\n\n").trim();
}
