import { css } from "lit";

/** Pictures: shades, hatching and words tell things apart, colour never alone. */
export const pictures = css`
  .picture {
    margin-block-start: 12px;
    padding: 12px 12px 0;
    border-radius: 12px;
    background: var(--paper);
  }

  figcaption {
    font-size: 0.875em;
    font-weight: 650;
    line-height: 1.35;
  }

  .drawing {
    display: block;
    inline-size: 100%;
    max-inline-size: 290px;
    margin-block: 8px 4px;
    overflow: visible;
    fill: var(--ink);
    font-size: 13px;
  }

  .drawing .faint {
    fill: var(--faint);
    font-size: 12px;
  }

  .drawing .value {
    font-weight: 650;
  }

  .drawing .big {
    font-size: 38px;
    font-weight: 650;
    letter-spacing: -0.02em;
  }

  .band {
    fill: none;
    stroke: var(--line);
    stroke-width: 20;
  }

  .own-band {
    stroke: var(--edge);
    stroke-width: 29;
  }

  .accent-fill {
    fill: var(--accent);
    stroke: var(--paper);
    stroke-width: 1.5;
  }

  .track,
  .range,
  .solid,
  .hatch,
  .halo {
    fill: none;
    stroke: var(--line);
    stroke-width: 10;
  }

  .range {
    stroke: var(--edge);
  }

  .solid {
    stroke: var(--accent);
  }

  .hatch {
    stroke: var(--ink);
    stroke-dasharray: 2 2.5;
  }

  .halo {
    stroke: var(--paper);
    stroke-width: 6;
  }

  .edge,
  .arrow,
  .tick,
  .needle {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .arrow {
    stroke: var(--ink);
  }

  .tick {
    stroke: var(--ink);
    stroke-dasharray: 3 3;
  }

  .needle {
    stroke: var(--accent);
    stroke-width: 2.5;
  }

  .ring {
    fill: var(--paper);
    stroke: var(--ink);
    stroke-width: 2;
  }

  .legend {
    display: grid;
    gap: 4px;
    padding-block: 4px 2px;
    font-size: 0.8125em;
    line-height: 1.4;
  }

  .own-step {
    font-weight: 650;
  }

  .of-range::before {
    content: "";
    display: inline-block;
    inline-size: 18px;
    block-size: 9px;
    margin-inline-end: 7px;
    background: var(--edge);
    print-color-adjust: exact;
  }

  .picture details {
    color: var(--faint);
    font-size: 0.875em;
    line-height: 1.5;
  }

  .picture summary {
    min-block-size: 44px;
    align-content: center;
    line-height: 44px;
  }

  @media (forced-colors: active) {
    .picture {
      border: 1px solid CanvasText;
    }

    .drawing {
      fill: CanvasText;
    }

    .track {
      stroke: CanvasText;
      stroke-width: 1.5;
    }
  }
`;
