import { css } from "lit";

/** Messages and what stands under them. */
export const messages = css`
  .group {
    margin-block: 0 18px;
  }

  .sender {
    margin-block-end: 4px;
    color: var(--faint);
    font-size: 0.8125em;
    font-weight: 600;
  }

  .time,
  .day {
    margin-block-start: 4px;
    color: var(--faint);
    font-size: 0.75em;
  }

  .day,
  .privacy {
    margin-block: 0 16px;
    text-align: center;
  }

  .mine .time {
    text-align: end;
  }

  liverguide-message,
  liverguide-composer,
  liverguide-lab-form {
    display: block;
  }

  liverguide-feedback {
    display: contents;
  }

  liverguide-message + liverguide-message {
    margin-block-start: 10px;
  }

  .bubble {
    inline-size: fit-content;
    max-inline-size: 100%;
    padding: 11px 15px;
    border-radius: 16px;
    border-start-start-radius: 4px;
    background: var(--tint);
    overflow-wrap: anywhere;
  }

  .bubble.own {
    max-inline-size: 86%;
    margin-inline-start: auto;
    border-radius: 16px;
    border-end-end-radius: 4px;
    background: var(--accent);
    color: var(--on-accent);
  }

  .bubble.staff {
    border: 1px solid var(--accent);
    background: var(--paper);
  }

  .own > div,
  .staff > div {
    white-space: pre-wrap;
  }

  .own + .own {
    margin-block-start: 8px;
  }

  .own.waiting,
  .own.failed,
  .own.refused {
    border: 1px dashed var(--edge);
    background: var(--paper);
    color: var(--ink);
  }

  .text > * + * {
    margin-block-start: 0.65em;
  }

  .text ul,
  .text ol {
    padding-inline-start: 1.25em;
  }

  .text ul {
    list-style: disc;
  }

  .text ol {
    list-style: decimal;
  }

  .text li + li {
    margin-block-start: 0.3em;
  }

  .bubble a,
  .sources a {
    color: inherit;
    text-underline-offset: 3px;
  }

  /* A full stop after a footnote does not begin the next line. */
  .joined {
    white-space: nowrap;
  }

  .footnote {
    display: inline-block;
    min-inline-size: 24px;
    padding: 0 2px;
    margin: -4px -3px;
    border: 0;
    background: none;
    line-height: 24px;
    vertical-align: 0.15em;
  }

  .footnote span {
    display: inline-block;
    min-inline-size: 18px;
    padding-inline: 4px;
    border-radius: 9px;
    background: var(--paper);
    color: var(--accent);
    font-size: 0.75em;
    font-weight: 650;
    line-height: 18px;
    text-align: center;
  }

  .footnote[aria-expanded="true"] span {
    background: var(--accent);
    color: var(--on-accent);
  }

  .sources {
    margin-block-start: 8px;
    padding: 10px 14px 10px 0;
    padding-inline: 34px 14px;
    border: 1px solid var(--line);
    border-radius: 12px;
    list-style: decimal;
    font-size: 0.875em;
    line-height: 1.45;
  }

  .sources li:not([hidden]) ~ li {
    margin-block-start: 8px;
  }

  .sources span:not(.unseen) {
    display: block;
  }

  .source-label {
    font-weight: 600;
  }

  .sources a {
    display: inline-block;
    padding-block: 4px;
    color: var(--accent);
  }

  .review {
    margin-block-start: 6px;
  }

  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    margin-inline-start: -10px;
  }

  .small {
    display: inline-grid;
    place-items: center;
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 0 10px;
    border: 0;
    border-radius: 22px;
    background: none;
    color: var(--faint);
    font-size: 0.8125em;
  }

  .small.words {
    text-decoration: underline;
    text-decoration-color: var(--line);
    text-underline-offset: 4px;
  }

  .small:hover {
    background: var(--tint);
    color: var(--ink);
  }

  .small .icon {
    inline-size: 19px;
    block-size: 19px;
  }

  .small[aria-pressed="true"] {
    color: var(--accent);
  }

  .small[aria-pressed="true"] .icon {
    fill: currentColor;
    fill-opacity: 0.25;
    stroke-width: 2.2;
  }

  .thumbs {
    display: flex;
    align-items: center;
  }

  .why {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    flex: 1 1 100%;
    padding-inline-start: 10px;
  }

  .why label {
    flex: 1;
    min-inline-size: 0;
    color: var(--faint);
    font-size: 0.8125em;
  }

  .why input {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline: 14px;
    border: 1px solid var(--edge);
    border-radius: 22px;
    background: var(--paper);
    color: var(--ink);
    font-size: 1.231em;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 10px;
  }

  .answer {
    min-block-size: 44px;
    max-inline-size: 100%;
    padding: 8px 16px;
    border: 1px solid var(--accent);
    border-radius: 22px;
    background: var(--paper);
    color: var(--accent);
    font-weight: 550;
    line-height: 1.35;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .answer:hover {
    background: var(--tint);
  }

  .older .answer {
    border-color: var(--line);
    color: var(--faint);
    font-weight: 400;
    font-size: 0.875em;
  }

  .flag {
    inline-size: 100%;
    border: 3px solid var(--danger);
    border-radius: 16px;
    background: var(--danger-tint);
  }

  .flag-title {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 6px;
    color: var(--danger);
    font-size: 1.0625em;
  }

  .calls {
    display: grid;
    gap: 8px;
    margin-block-start: 12px;
  }

  .bubble .call {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    min-block-size: 52px;
    padding: 8px 16px;
    border: 1px solid transparent;
    border-radius: 26px;
    background: var(--danger);
    color: var(--on-danger);
    font-size: 1.0625em;
    font-weight: 700;
    text-decoration: none;
  }

  .stuck {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 6px 8px;
    margin-block: 6px;
  }

  .stuck p {
    flex: 1 1 100%;
    text-align: end;
  }

  .typing {
    display: flex;
    gap: 5px;
    inline-size: fit-content;
    margin-block-end: 12px;
    padding: 15px 16px;
    border-radius: 16px;
    border-start-start-radius: 4px;
    background: var(--tint);
  }

  .typing i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--faint);
    animation: breathe 1.2s infinite ease-in-out;
  }

  .typing i:nth-child(2) {
    animation-delay: 0.15s;
  }

  .typing i:nth-child(3) {
    animation-delay: 0.3s;
  }

  @keyframes breathe {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
    }
  }

  @media (forced-colors: active) {
    .bubble,
    .typing,
    .notice,
    .footnote span {
      border: 1px solid CanvasText;
    }

    .typing i {
      background: CanvasText;
    }
  }
`;
