import { html, nothing, type TemplateResult } from "lit";

/**
 * A small subset of markdown as DOM: paragraphs, lists, **bold**, [words](address) and footnotes `[1]`.
 * Everything else, HTML too, stays the text it is.
 */
export function markdown(text: string, footnote: (number: number) => TemplateResult | undefined): TemplateResult[] {
  return text
    .split(/\n\s*\n/)
    .flatMap((block) => blocks(block.split("\n")))
    .map(({ list, first, lines }) => {
      const inlines = lines.map((line) => inline(line, footnote));
      if (list === "ul")
        return html`<ul>
          ${inlines.map((item) => html`<li>${item}</li>`)}
        </ul>`;
      if (list === "ol")
        return html`<ol start=${first}>
          ${inlines.map((item) => html`<li>${item}</li>`)}
        </ol>`;
      return html`<p>${inlines.map((line, at) => html`${at ? html`<br />` : nothing}${line}`)}</p>`;
    });
}

type List = "ul" | "ol" | undefined;

interface Block {
  list: List;
  /** Number of an ordered list's first item. */
  first: number;
  lines: string[];
}

function blocks(lines: string[]): Block[] {
  const found: Block[] = [];
  for (const line of lines) {
    if (!line.trim()) continue;
    const list: List = /^\s*[-*•] /.test(line) ? "ul" : /^\s*\d+[.)] /.test(line) ? "ol" : undefined;
    const open = found[found.length - 1];
    const words = list ? line.replace(/^\s*([-*•]|\d+[.)]) /, "") : line;
    if (open && open.list === list) open.lines.push(words);
    else found.push({ list, first: parseInt(line, 10) || 1, lines: [words] });
  }
  return found;
}

const INLINE =
  /\*\*(?=\S)(.+?)\*\*|\[(\d{1,2})\](?!\()([.,;:!?)]*)|\[([^\]]+)\]\(([^\s)]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g;

function inline(text: string, footnote: (number: number) => TemplateResult | undefined): unknown[] {
  const parts: unknown[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, number, mark, words, address, bare] = match;
    const before = text.slice(end, match.index);
    const note = number === undefined ? undefined : footnote(Number(number));
    if (note) {
      // A footnote stays on the line of the word before it, and a full stop on that of the footnote.
      const word = /\S{0,20} ?$/.exec(before)?.[0] ?? "";
      parts.push(before.slice(0, before.length - word.length), html`<span class="joined">${word}${note}${mark}</span>`);
      end = match.index + whole.length;
      continue;
    }
    parts.push(before);
    if (bold !== undefined) parts.push(html`<strong>${inline(bold, footnote)}</strong>`);
    else if (number !== undefined) parts.push(whole);
    else parts.push(link(address ?? bare ?? "", words ?? bare ?? "") ?? whole);
    end = match.index + whole.length;
  }
  parts.push(text.slice(end));
  return parts;
}

/** A link to where a person may be led from a chat: the web, a telephone, a mailbox. Undefined for anything else. */
export function link(address: string, words: unknown): TemplateResult | undefined {
  const scheme = /^(https?|tel|mailto):/i.exec(address)?.[1]?.toLowerCase();
  if (!scheme) return undefined;
  return scheme.startsWith("http")
    ? html`<a href=${address} target="_blank" rel="noopener noreferrer">${words}</a>`
    : html`<a href=${address}>${words}</a>`;
}
