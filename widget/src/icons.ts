import { svg, html, type TemplateResult } from "lit";

function icon(strokes: TemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${strokes}</svg>`;
}

export const icons = {
  chat: icon(
    svg`<path d="M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"/><path d="M8 10h8M8 13h5"/>`,
  ),
  close: icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`),
  menu: icon(svg`<path d="M12 5v.01M12 12v.01M12 19v.01" class="dots"/>`),
  send: icon(svg`<path d="M12 19V6M6 11.5L12 5.5l6 6"/>`),
  labs: icon(svg`<path d="M9 3h6M10 3v6L5 18.5A1.7 1.7 0 0 0 6.5 21h11a1.7 1.7 0 0 0 1.5-2.500L14 9V3M7.5 15h9"/>`),
  alert: icon(svg`<path d="M12 4L2.5 20h19zM12 10v4.500M12 17.300v.01"/>`),
  phone: icon(
    svg`<path d="M6.5 3.500h3l1.5 4-2 1.500a12 12 0 0 0 6 6l1.5-2 4 1.500v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.700a2 2 0 0 1 2-2.200z"/>`,
  ),
  up: icon(
    svg`<path d="M7 11v9H4v-9zM7 11l4-7a2 2 0 0 1 2 2v4h5.500a1.8 1.8 0 0 1 1.7 2.200l-1.3 6a2.2 2.2 0 0 1-2.2 1.800H7"/>`,
  ),
  down: icon(
    svg`<path d="M7 13V4H4v9zM7 13l4 7a2 2 0 0 0 2-2v-4h5.500a1.8 1.8 0 0 0 1.7-2.200l-1.3-6A2.2 2.2 0 0 0 16.7 4H7"/>`,
  ),
  below: icon(svg`<path d="M12 5v13M6 12.500l6 6 6-6"/>`),
};
