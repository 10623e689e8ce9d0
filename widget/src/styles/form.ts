import { css } from "lit";

/** What slides over the conversation: the lab form, and a question before something is done. */
export const form = css`
  .sheet {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: flex;
    flex-direction: column;
    background: var(--paper);
    animation: rise 0.16s ease-out;
  }

  .sheet h3 {
    font-size: 1.0625em;
    font-weight: 650;
    line-height: 1.35;
  }

  .question {
    gap: 10px;
    justify-content: center;
    overflow: auto;
    padding: 24px;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    margin-block-start: 8px;
  }

  .sheet-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    flex: none;
    padding: 4px 8px 4px 18px;
    padding-inline: 18px 8px;
  }

  .sheet-body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0 18px 16px;
  }

  .sheet-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px 12px;
    flex: none;
    padding: 10px 18px;
    border-block-start: 1px solid var(--line);
  }

  .lab {
    margin-block-start: 14px;
  }

  .lab label,
  legend {
    display: block;
    font-size: 0.9375em;
    font-weight: 600;
  }

  fieldset {
    margin-block-start: 22px;
    min-inline-size: 0;
  }

  .pair {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block: 4px 2px;
  }

  .lab input,
  .lab select {
    min-block-size: 44px;
    padding-inline: 14px;
    border: 1px solid var(--edge);
    border-radius: 12px;
    background: var(--paper);
    font-size: 1em;
  }

  .lab input {
    /* A field that gets the focus comes into view with its name above and what is wrong with it below. */
    scroll-margin-block: 3em 6em;
    flex: 1 1 0;
    inline-size: 100%;
    min-inline-size: 0;
  }

  .lab select,
  .unit {
    flex: 0 0 8em;
  }

  .lab input[aria-invalid="true"] {
    border: 2px solid var(--danger);
  }

  .person {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(7em, 1fr));
    gap: 0 12px;
  }

  .person .lab {
    margin-block-start: 8px;
  }

  .person label {
    font-weight: 400;
  }

  .person select {
    inline-size: 100%;
  }

  .more {
    margin-block-start: 14px;
  }

  .more summary {
    min-block-size: 44px;
    line-height: 44px;
    font-weight: 600;
  }
`;
