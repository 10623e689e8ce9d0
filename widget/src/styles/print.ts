import { css } from "lit";

/** On paper: the conversation and nothing else; and nothing at all when the page itself is printed. */
export const print = css`
  @media print {
    :host {
      --accent: #000;
      --on-accent: #000;
      --paper: #fff;
      --tint: #fff;
      --line: #bbb;
      --edge: #555;
      --ink: #000;
      --faint: #333;
      --danger: #000;
      --danger-tint: #fff;
    }

    :host(:not([printing])),
    .launcher,
    .header button,
    .menu,
    .foot,
    .sheet,
    .below.round,
    .about,
    .answers,
    .calls,
    .typing,
    .stuck button,
    summary {
      display: none !important;
    }

    .panel,
    .stage,
    .scroll {
      position: static;
      display: block;
      inline-size: auto;
      block-size: auto;
      overflow: visible;
      border: 0;
      box-shadow: none;
      animation: none;
    }

    .bubble,
    .bubble.own {
      border: 1px solid var(--line);
      background: none;
    }

    .sources[hidden] {
      display: block !important;
    }

    .sources li[hidden] {
      display: list-item !important;
    }

    .sources a::after {
      content: " " attr(href);
    }

    .bubble,
    .picture {
      break-inside: avoid;
    }
  }
`;
