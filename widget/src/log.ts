import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Conversation, Shown } from "./conversation.js";
import { answers } from "./answers.js";
import "./message.js";
import type { Button, Message, Settings, Thumb } from "./protocol.js";
import type { Language, Words } from "./words/words.js";

/** Messages of one side this close together stand under one name. */
const GROUP_SECONDS = 300;

/** What the log needs to be drawn, and to be answered. */
export interface Log {
  conversation: Conversation;
  settings: Settings | undefined;
  /** The settings could not be loaded. */
  unset: boolean;
  /** The page's own greeting. That of the settings, which says that a program answers, comes after it. */
  greeting: string;
  words: Words;
  language: Language;
  rate: (n: number, thumb: Thumb, word: string) => Promise<void>;
  press: (button: Button) => void;
}

/** The privacy line, the greeting, and all messages that the server has confirmed. */
export function log(view: Log): TemplateResult {
  const { conversation, settings, words } = view;
  const groups = grouped(conversation.shown);
  // Where the session ended, or at the top where nothing is left of what was said before.
  const gone = conversation.gone ? html`<p class="notice" part="gone">${words.gone}</p>` : nothing;
  const lastPast = groups.map((group) => group[0]?.past).lastIndexOf(true);
  return html`${
    settings?.privacy ? html`<p class="quiet privacy" part="privacy" dir="auto">${settings.privacy}</p>` : nothing
  }
  ${greeting(view)} ${lastPast < 0 ? gone : nothing}
  ${repeat(
    groups,
    (group) => group[0]?.id,
    (group, at) =>
      html`${dayLine(view, group, groups[at - 1])} ${groupOf(view, group)} ${at === lastPast ? gone : nothing}`,
  )}`;
}

function greeting({ greeting: own, settings, unset, conversation, words, press }: Log): unknown {
  const text = [own, settings?.greeting ?? (unset ? words.greeting : "")].filter(Boolean).join("\n\n");
  if (!text) return nothing;
  return html`<div class="group" part="group">
    <p class="sender" part="sender">${settings?.assistant ?? ""}</p>
    <div class="bubble" part="message assistant greeting">
      <div class="text" dir="auto">${text.split(/\n\s*\n/).map((block) => html`<p>${block}</p>`)}</div>
    </div>
    ${conversation.isEmpty && settings?.starters?.length ? answers(settings.starters, words, press) : nothing}
  </div>`;
}

function groupOf(view: Log, group: Shown[]): TemplateResult {
  const { conversation, settings, words } = view;
  const from = group[0]?.from;
  const last = conversation.shown[conversation.shown.length - 1];
  const time = new Intl.DateTimeFormat(view.language, { timeStyle: "short" });
  // The person knows what they wrote: it is not read aloud to them. An emergency is an alert, which the log must not repeat.
  return html`<div
    class="group ${from === "person" ? "mine" : ""}"
    part="group"
    aria-live=${from === "person" ? "off" : nothing}
  >
    ${
      from === "person"
        ? html`<p class="unseen">${words.you}</p>`
        : html`<p class="sender" part="sender">
            ${from === "staff" ? staffName(group[0], words) : (settings?.assistant ?? "")}
          </p>`
    }
    ${repeat(
      group,
      (message) => message.id,
      (message) =>
        html`<liverguide-message
          aria-live=${message.red_flag ? "off" : nothing}
          .message=${message}
          .latest=${message === last && conversation.outbox.length === 0}
          .words=${words}
          .locale=${view.language}
          .settings=${settings}
          .thumb=${conversation.thumbs[message.n] ?? null}
          .rate=${view.rate}
          .press=${view.press}
        ></liverguide-message>`,
    )}
    <p class="time" part="time">${time.format((group[group.length - 1]?.at ?? 0) * 1000)}</p>
  </div>`;
}

export function staffName(message: Message | undefined, words: Words): string {
  return [message?.name, words.clinicStaff].filter(Boolean).join(", ");
}

function dayLine({ words, language }: Log, group: Shown[], before: Shown[] | undefined): unknown {
  const [first, last] = [group[0], before?.[0]];
  if (!first || !last || day(first) === day(last)) return nothing;
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  const name = day(first) === new Date().toDateString() ? words.today : date.format(first.at * 1000);
  return html`<p class="quiet day" part="day">${name}</p>`;
}

function grouped(messages: Shown[]): Shown[][] {
  const groups: Shown[][] = [];
  for (const message of messages) {
    const group = groups[groups.length - 1];
    const before = group?.[group.length - 1];
    const together =
      before &&
      before.from === message.from &&
      before.name === message.name &&
      before.past === message.past &&
      message.at - before.at < GROUP_SECONDS &&
      day(before) === day(message);
    if (group && together) group.push(message);
    else groups.push([message]);
  }
  return groups;
}

function day(message: Shown): string {
  return new Date(message.at * 1000).toDateString();
}
