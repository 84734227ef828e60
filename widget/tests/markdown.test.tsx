import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { markdown, safeAddress } from "../src/markdown";

const shown = (text: string) => renderToString(h("div", null, markdown(text))).slice(5, -6);

describe("the Markdown the assistant may use", () => {
  it.each([
    ["**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"],
    ["one\ntwo", "<p>one<br/>two</p>"],
    ["one\n\ntwo", "<p>one</p><p>two</p>"],
    ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
    ["3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'],
    ["> said **softly**", "<blockquote><p>said <strong>softly</strong></p></blockquote>"],
    ["# Loud", "<p><strong>Loud</strong></p>"],
    ["2 \\* 3", "<p>2 * 3</p>"],
    ["[call](tel:116123)", '<p><a href="tel:116123">call</a></p>'],
    [
      "[read](https://example.org/a?b=c)",
      '<p><a href="https://example.org/a?b=c" target="_blank" rel="noopener noreferrer">read</a></p>',
    ],
  ])("shows %j", (text, html) => {
    expect(shown(text)).toBe(html);
  });

  it.each([
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    "<b>not bold</b>",
    "&lt;b&gt;",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "`code`",
    "![alt](https://example.org/x.png)",
  ])("shows %j as it was written", (text) => {
    const plain = renderToString(h("div", null, text)).slice(5, -6);
    expect(shown(text).replaceAll(/<\/?p>|<a [^>]*>|<\/a>|<br\/>/g, "").trim()).toContain(plain);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org",
    "/relative",
    "",
  ])("does not link to %j", (address) => {
    expect(safeAddress(address)).toBeNull();
    expect(shown(`[press](${address})`)).not.toContain("<a ");
  });
});
