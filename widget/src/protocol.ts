/** What the server sends and takes. Times are unix seconds, `n` is the event's number in its conversation. */

export interface Source {
  key: string;
  label: string;
  title?: string;
  link?: string | null;
  kind?: string;
}

export interface Button {
  title: string;
  payload: string;
}

export interface Band {
  from: number;
  to: number;
  label: string;
}

interface Pictured {
  title: string;
  /** All that the picture shows, in words. */
  alt: string;
  /** Lines that stand under the picture; in `alt` too. */
  notes?: string[];
}

/** Ends of a scale or of a range, in the unit of what is shown. */
export type Ends = [number, number];

/** "log": each step is ten times the one before. */
export type ScaleKind = "linear" | "log";

export interface ScoreGauge extends Pictured {
  kind: "score_gauge";
  score: number;
  name: string;
  low: number;
  high: number;
  /** Both ends of a band belong to it. */
  bands: Band[];
  others: { name: string; score: number }[];
}

export interface RangeStrip extends Pictured {
  kind: "range_strip";
  unit: string;
  value: number;
  shown: string;
  typical: Ends;
  range_shown: string;
  scale: Ends;
  scale_kind: ScaleKind;
  /** Towards what is better; null where no direction is. */
  arrow: "up" | "down" | null;
  arrow_label: string;
}

export interface ScoreShares extends Pictured {
  kind: "score_shares";
  shares: { name: string; points: number }[];
  base: number;
  base_label: string;
  score: number;
  total_label: string;
}

export interface Change {
  name: string;
  before: number;
  after: number;
  before_shown: string;
  after_shown: string;
  verdict: string;
  typical: Ends;
  typical_shown: string;
  scale: Ends;
  scale_kind: ScaleKind;
}

export interface BeforeAfter extends Pictured {
  kind: "before_after";
  rows: Change[];
  score: { name: string; before: number; after: number; verdict: string; low: number; high: number } | null;
}

export type Picture = ScoreGauge | RangeStrip | ScoreShares | BeforeAfter;

export interface Message {
  n: number;
  from: "person" | "assistant" | "staff";
  at: number;
  text: string;
  topic?: string;
  sources?: Source[];
  review_note?: string;
  buttons?: Button[];
  red_flag?: string | null;
  pictures?: Picture[];
  message_id?: string;
  /** "chat": somebody of the clinic was asked to join. */
  request?: string;
  /** Somebody of the clinic came, went, or could not come. */
  presence?: "joined" | "left" | "unattended";
  /** Who of the clinic's staff wrote it. */
  name?: string;
}

export interface Delivery {
  messages: Message[];
  last: number;
  /** In an answer: the last event before the message; null where it is not known any more. */
  before?: number | null;
}

export interface LabField {
  analyte: string;
  name: string;
  /** `unit` as it is sent, `shown` as it is read. */
  units: { unit: string; shown?: string; typical?: [number, number] | null; decimals?: number }[];
}

export interface Settings {
  assistant: string;
  clinic: { name: string; phone?: string | null; mail?: string | null; hours?: string | null };
  emergency: { line: string; number: string; crisis: { number: string; name: string } };
  greeting: string;
  /** Questions to tap before anything was said. */
  starters?: Button[];
  privacy: string;
  limits: { text: number };
  lab_form: LabField[];
}

export type Thumb = "up" | "down" | null;
