import { html, nothing, type TemplateResult } from "lit";
import { link } from "./markdown.js";
import type { Source } from "./protocol.js";
import { CONTENT_LANGUAGE, type Words } from "./words/words.js";

/** Which sources of a message are open. */
export type OpenSources = number | "all" | undefined;

/** The footnote `[number]` as a button; undefined if the message has no such source. */
export function footnote(
  number: number,
  sources: Source[],
  open: OpenSources,
  list: string,
  words: Words,
  toggle: (number: number) => void,
): TemplateResult | undefined {
  const source = sources[number - 1];
  if (!source) return undefined;
  return html`<button
    class="footnote"
    part="footnote"
    type="button"
    aria-expanded=${open === number || open === "all" ? "true" : "false"}
    aria-controls=${list}
    aria-label=${words.source(number, source.label)}
    @click=${() => toggle(number)}
  >
    <span>${number}</span>
  </button>`;
}

/** The sources under the message: on the screen those that are open, on paper all. */
export function sourceList(sources: Source[], open: OpenSources, id: string, words: Words): TemplateResult {
  const shown = (number: number): boolean => open === "all" || open === number;
  return html`<ol class="sources" part="sources" id=${id} ?hidden=${open === undefined}>
    ${sources.map(
      (source, at) =>
        html`<li part="source" value=${at + 1} ?hidden=${!shown(at + 1)}>
          <span class="source-label" lang=${CONTENT_LANGUAGE}>${source.label}</span>
          ${source.title && source.title !== source.label ? html`<span lang=${CONTENT_LANGUAGE}>${source.title}</span>` : nothing}
          ${
            source.link
              ? (link(
                  source.link,
                  html`${words.openSource}<span class="unseen"> ${source.label}, ${words.newTab}</span>`,
                ) ?? nothing)
              : nothing
          }
        </li>`,
    )}
  </ol>`;
}
