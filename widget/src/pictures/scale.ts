import type { Ends, ScaleKind } from "../protocol.js";

/** Where a value stands between `start` and `end`; what lies outside is drawn at the edge. */
export type Scale = (value: number) => number;

export function scaleOf([low, high]: Ends, kind: ScaleKind, start: number, end: number): Scale {
  const size = kind === "log" ? Math.log : (value: number): number => value;
  const span = size(high) - size(low);
  return (value) => start + ((size(Math.min(Math.max(value, low), high)) - size(low)) / span) * (end - start);
}

/** The powers of ten between the ends of a log scale. */
export function tenfolds([low, high]: Ends, kind: ScaleKind): number[] {
  const [first, last] = [Math.round(Math.log10(low)) + 1, Math.round(Math.log10(high))];
  return kind === "log" ? Array.from({ length: last - first }, (_, step) => 10 ** (first + step)) : [];
}

/** A number as people of `locale` write it; with exactly `digits` decimals, or as many as it has. */
export function written(value: number, locale: string, digits?: number): string {
  const decimals = { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 4 };
  return new Intl.NumberFormat(locale, { ...decimals, useGrouping: false }).format(value);
}
