import { css } from "lit";

/** The launcher, the panel's frame, its header, menu and foot. */
export const panel = css`
  .launcher,
  .panel {
    position: fixed;
    z-index: var(--liverguide-layer, 2147483000);
    inset-block-end: calc(var(--inset) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: calc(var(--inset) + env(safe-area-inset-right, 0px));
    box-shadow: var(--shadow);
  }

  .launcher {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 56px;
    max-inline-size: calc(100vw - 2 * var(--inset));
    padding-block: 10px;
    padding-inline: 18px 22px;
    border: 1px solid transparent;
    border-radius: 28px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    cursor: pointer;
    transition: transform 0.15s;
  }

  .launcher:hover {
    transform: translateY(-2px);
  }

  .launcher:focus-visible {
    outline-color: var(--ink);
    box-shadow: 0 0 0 2px var(--paper);
  }

  .unread {
    position: absolute;
    inset-block-start: -6px;
    inset-inline-end: -4px;
    min-inline-size: 24px;
    padding-inline: 6px;
    border: 2px solid var(--paper);
    border-radius: 14px;
    background: var(--danger);
    color: var(--on-danger);
    font-size: 0.8125em;
    line-height: 20px;
    text-align: center;
  }

  .panel {
    display: flex;
    flex-direction: column;
    inline-size: min(26em, calc(100vw - 2 * var(--inset)));
    block-size: min(44em, calc(100vh - 2 * var(--inset)));
    block-size: min(44em, calc(100dvh - 2 * var(--inset)));
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
    animation: rise 0.2s ease-out;
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px);
    }
  }

  .header {
    display: flex;
    align-items: center;
    gap: 2px;
    flex: none;
    padding-block: 8px;
    padding-inline: 18px 8px;
  }

  .heading {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .heading h2 {
    font-size: 1.0625em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.005em;
  }

  .heading p {
    color: var(--faint);
    font-size: 0.8125em;
    line-height: 1.3;
  }

  .menu {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 12px;
    z-index: 2;
    min-inline-size: 13em;
    max-block-size: calc(100% - 8px);
    overflow: auto;
    padding: 6px;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--paper);
    box-shadow: var(--shadow);
  }

  .item {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 14px;
    border: 0;
    border-radius: 9px;
    background: none;
    text-align: start;
  }

  .item:hover {
    background: var(--tint);
  }

  .languages {
    display: flex;
    margin-block-start: 6px;
    padding-block-start: 6px;
    border-block-start: 1px solid var(--line);
  }

  .languages .item {
    text-align: center;
  }

  .languages [aria-pressed="true"] {
    font-weight: 650;
    text-decoration: underline;
    text-underline-offset: 5px;
    text-decoration-thickness: 2px;
  }

  .emergency-line {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: none;
    min-block-size: 44px;
    padding-inline: 18px 10px;
    background: var(--danger-tint);
    font-size: 0.8125em;
    line-height: 1.35;
  }

  .emergency-line p {
    flex: 1;
    padding-block: 3px;
  }

  .emergency-line a {
    display: grid;
    place-items: center;
    min-inline-size: 44px;
    min-block-size: 44px;
    color: var(--danger);
    font-size: 1.15em;
    font-weight: 700;
    text-decoration: none;
  }

  .emergency-line a span {
    display: flex;
    align-items: center;
    gap: 5px;
    padding: 3px 12px 3px 9px;
    border: 1.5px solid currentColor;
    border-radius: 16px;
    background: var(--paper);
  }

  .emergency-line .icon {
    inline-size: 16px;
    block-size: 16px;
    color: var(--danger);
  }

  .stage {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }

  .scroll {
    position: absolute;
    inset: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 16px 18px 8px;
    scrollbar-width: thin;
  }

  .scroll:focus-visible {
    outline-offset: -3px;
  }

  .below {
    position: absolute;
    inset-block-end: 10px;
    inset-inline-end: 12px;
    border-color: var(--line);
    background: var(--paper);
    box-shadow: 0 2px 10px rgb(0 0 0 / 18%);
  }

  .foot {
    flex: none;
    padding: 8px 12px calc(12px + env(safe-area-inset-bottom, 0px) * var(--full, 0));
  }

  .notice {
    margin-block: 8px;
    padding: 8px 14px;
    border-radius: 12px;
    background: var(--tint);
    font-size: 0.875em;
    line-height: 1.45;
  }

  .composer .row {
    display: flex;
    align-items: flex-end;
    gap: 2px;
    padding: 3px;
    border: 1px solid var(--edge);
    border-radius: 26px;
    background: var(--paper);
  }

  .composer .row:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
    border-color: var(--accent);
  }

  .field {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    max-block-size: min(9em, 30vh);
    overflow: auto;
    scrollbar-width: thin;
  }

  .field::after,
  .field textarea {
    grid-area: 1 / 1;
    inline-size: 100%;
    padding: 10px 8px;
    border: 0;
    font: inherit;
    line-height: 24px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  /* A copy of what is typed gives the field its height: no script has to measure, no style attribute is needed. */
  .field::after {
    content: attr(data-typed);
    visibility: hidden;
  }

  .field textarea {
    resize: none;
    overflow: hidden;
    outline: none;
    background: none;
  }

  .field textarea::placeholder {
    color: var(--faint);
    opacity: 1;
  }

  .send {
    background: var(--accent);
    color: var(--on-accent);
  }

  .send:hover {
    background: var(--accent);
    filter: brightness(1.1);
  }

  .send[aria-disabled="true"],
  .choices [aria-disabled="true"] {
    background: var(--tint);
    color: var(--faint);
    filter: none;
    cursor: default;
  }

  .counter {
    padding: 0 14px 6px;
    color: var(--faint);
    font-size: 0.8125em;
    text-align: end;
  }

  .counter.over {
    color: var(--danger);
  }

  @media (max-width: 30rem), (max-height: 30rem) {
    .panel {
      inset: 0;
      inline-size: auto;
      block-size: 100vh;
      block-size: 100dvh;
      padding-block-start: env(safe-area-inset-top, 0px);
      padding-inline: env(safe-area-inset-left, 0px) env(safe-area-inset-right, 0px);
      border: 0;
      border-radius: 0;
      --full: 1;
    }

    .scroll {
      padding-inline: 14px;
    }
  }

  @media (max-height: 30rem) {
    .heading p {
      display: none;
    }

    .header {
      padding-block: 0;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before {
      animation: none !important;
      transition: none !important;
    }
  }
`;
