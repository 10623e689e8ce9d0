import { css } from "lit";

/**
 * Colours, type and measures. A page may set `--liverguide-accent` and `--liverguide-on-accent` (and `-dark` of both for dark
 * mode), `--liverguide-font`, `--liverguide-radius`, `--liverguide-inset` (distance from the window's edge) and `--liverguide-layer`.
 */
export const theme = css`
  :host {
    display: contents;
    color-scheme: light dark;
    --accent: var(--liverguide-accent, #12605a);
    --on-accent: var(--liverguide-on-accent, #ffffff);
    --paper: #fffdfa;
    --tint: #f4efe7;
    --line: #ded6c9;
    --edge: #857b6c;
    --ink: #22302f;
    --faint: #5b6563;
    --danger: #a3241b;
    --danger-tint: #fdf0ec;
    --on-danger: #ffffff;
    --shadow: 0 1px 2px rgb(40 30 10 / 8%), 0 12px 40px rgb(40 30 10 / 20%);
    --radius: var(--liverguide-radius, 18px);
    --inset: var(--liverguide-inset, 20px);
  }

  @media (prefers-color-scheme: dark) {
    :host {
      --accent: var(--liverguide-accent-dark, #8ad3c6);
      --on-accent: var(--liverguide-on-accent-dark, #07211e);
      --paper: #161b1c;
      --tint: #222a2b;
      --line: #374142;
      --edge: #87928f;
      --ink: #e9eeec;
      --faint: #a9b5b2;
      --danger: #ffb4a8;
      --danger-tint: #35201d;
      --on-danger: #3a0a05;
      --shadow: 0 12px 40px rgb(0 0 0 / 60%);
    }
  }

  @media (forced-colors: active) {
    :host {
      --accent: CanvasText;
      --on-accent: Canvas;
      --paper: Canvas;
      --tint: Canvas;
      --line: GrayText;
      --edge: CanvasText;
      --ink: CanvasText;
      --faint: CanvasText;
      --danger: CanvasText;
      --danger-tint: Canvas;
      --on-danger: Canvas;
    }
  }

  /* Nothing of the page's own style comes in. "medium" is the size that the reader has chosen in the browser: em here, not rem,
     because pages change the size of rem. */
  .launcher,
  .panel {
    all: initial;
    box-sizing: border-box;
    color: var(--ink);
    color-scheme: light dark;
    font: 400 medium/1.5 var(--liverguide-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  p,
  h2,
  h3,
  ul,
  ol,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }

  button,
  summary {
    cursor: pointer;
    touch-action: manipulation;
  }

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  .icon {
    inline-size: 24px;
    block-size: 24px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .icon .dots {
    stroke-width: 3.4;
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .quiet {
    color: var(--faint);
    font-size: 0.8125em;
    line-height: 1.45;
  }

  .wrong {
    color: var(--danger);
    font-size: 0.875em;
  }

  .wrong:empty {
    display: none;
  }

  .round {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: none;
  }

  .round:hover {
    background: var(--tint);
  }

  .plain,
  .strong {
    min-block-size: 44px;
    padding: 8px 18px;
    border: 1px solid var(--edge);
    border-radius: 22px;
    background: var(--paper);
  }

  .strong {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }

  .grave {
    border-color: var(--danger);
    background: var(--danger);
    color: var(--on-danger);
  }

  .plain:hover {
    background: var(--tint);
  }

  @media (forced-colors: active) {
    .round {
      border-color: ButtonBorder !important;
    }

    .launcher,
    .unread,
    .own,
    .send,
    .strong,
    .call,
    .footnote[aria-expanded="true"] span {
      forced-color-adjust: none;
    }
  }
`;
