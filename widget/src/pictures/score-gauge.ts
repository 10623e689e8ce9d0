import { html, svg } from "lit";
import type { Band, ScoreGauge } from "../protocol.js";
import { drawing, type Drawn } from "./drawing.js";
import { scaleOf } from "./scale.js";

const [WIDTH, HEIGHT, MIDDLE, FOOT] = [240, 128, 120, 116];
/** Of the ring's middle line. */
const RADIUS = 82;
const THICK = 20;
/** Half the gap between two bands, in radians. */
const GAP = 0.011;

/** Half a ring from the lowest to the highest score; its bands in shades, the score's own band wider and dark. */
export function scoreGauge(data: ScoreGauge): Drawn {
  // Scores are whole numbers, each as wide as any other: the last band may be a single one.
  const angle = scaleOf([data.low, data.high + 1], "linear", -Math.PI / 2, Math.PI / 2);
  const bands = data.bands.length ? data.bands : [{ from: data.low, to: data.high, label: "" }];
  const own = data.bands.find((band) => data.score >= band.from && data.score <= band.to);
  const turn = angle(data.score + 0.5);
  const edges = [
    ...bands.map((band) => band.from),
    ...(bands[bands.length - 1]?.from === data.high ? [] : [data.high]),
  ];
  return {
    figure: drawing(
      data.alt,
      WIDTH,
      HEIGHT,
      svg`<g transform="translate(${MIDDLE} ${FOOT})">
        ${bands.map((band) => {
          const ends = `M${at(angle(band.from) + GAP, RADIUS)}A${RADIUS} ${RADIUS} 0 0 1 ${at(angle(band.to + 1) - GAP, RADIUS)}`;
          return svg`<path class="band ${band === own ? "own-band" : ""}" d=${ends} />`;
        })}
        ${edges.map((edge) => {
          const [x, y] = at(angle(edge === data.high ? edge + 0.5 : edge), RADIUS + THICK / 2 + 13);
          return svg`<text class="faint" x=${x} y=${y + 4} text-anchor="middle">${edge}</text>`;
        })}
        ${data.others.map((other) => {
          const turn = angle(other.score + 0.5);
          return svg`<path class="tick" d="M${at(turn, RADIUS - THICK / 2)}L${at(turn, RADIUS + THICK / 2)}" />`;
        })}
        <g transform="rotate(${(turn * 180) / Math.PI})">
          <path class="accent-fill" d="M0 ${8 + THICK / 2 - RADIUS}l-8 15h16z" />
          <path class="needle" d="M0 ${8 + THICK / 2 - RADIUS}V${-RADIUS - THICK / 2 - 5}" />
        </g>
        <text class="big" y="-16" text-anchor="middle">${data.score}</text>
        <text y="4" text-anchor="middle">${data.name}</text>
      </g>`,
    ),
    below: [
      ...data.bands.map((band) => html`<p class=${band === own ? "own-step" : ""}>${rangeOf(band)}: ${band.label}</p>`),
      ...data.others.map((other) => html`<p>${other.name}: ${other.score}</p>`),
    ],
  };
}

/** The point at `turn` radians from the top, clockwise. */
function at(turn: number, radius: number): [number, number] {
  return [Math.sin(turn) * radius, -Math.cos(turn) * radius];
}

function rangeOf({ from, to }: Band): string {
  return from === to ? `${from}` : `${from}–${to}`;
}
