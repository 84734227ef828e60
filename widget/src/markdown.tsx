/** The little Markdown the assistant may use, as Preact nodes. Never HTML: what is not known is plain text. */
import type { ComponentChildren, VNode } from "preact";
import { lexer, type Token, type Tokens } from "marked";

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address if it is absolute and of a scheme that can only be opened or dialled, else `null`. */
export function safeAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function link(address: string, children: ComponentChildren): ComponentChildren {
  const href = safeAddress(address);
  if (href === null) return children;
  return href.startsWith("http") ? (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ) : (
    <a href={href}>{children}</a>
  );
}

function list(token: Tokens.List): VNode {
  const items = token.items.map((item) => <li>{nodes(item.tokens)}</li>);
  if (!token.ordered) return <ul>{items}</ul>;
  return <ol start={Number(token.start) || 1}>{items}</ol>;
}

/** One token of the lexer as a node. */
function node(token: Token): ComponentChildren {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "paragraph":
      return <p>{nodes(token.tokens)}</p>;
    case "heading":
      return (
        <p>
          <strong>{nodes(token.tokens)}</strong>
        </p>
      );
    case "blockquote":
      return <blockquote>{nodes(token.tokens)}</blockquote>;
    case "list":
      return list(token as Tokens.List);
    case "strong":
      return <strong>{nodes(token.tokens)}</strong>;
    case "em":
      return <em>{nodes(token.tokens)}</em>;
    case "link":
      return link((token as Tokens.Link).href, nodes(token.tokens));
    case "br":
      return <br />;
    case "escape":
      return (token as Tokens.Escape).text;
    case "text":
      return token.tokens === undefined ? (token as Tokens.Text).text : nodes(token.tokens);
    default:
      // Code, tables, images, HTML: shown as they were written.
      return token.raw;
  }
}

function nodes(tokens: Token[] | undefined): ComponentChildren[] {
  return (tokens ?? []).map(node);
}

/** `text` as nodes: bold, italic, lists, quotes, line breaks and safe links. */
export function markdown(text: string): ComponentChildren[] {
  return nodes(lexer(text, { gfm: true, breaks: true }));
}
