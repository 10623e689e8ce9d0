import type { Shown } from "./conversation.js";
import { staffName } from "./log.js";
import type { Words } from "./words/words.js";

/** The conversation as plain text, with its sources. */
export function asText(title: string, messages: Shown[], assistant: string, words: Words, lang: string): string {
  const time = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
  const parts = messages.map((message) => {
    const who = message.from === "person" ? words.you : message.from === "staff" ? staffName(message, words) : assistant;
    const sources = (message.sources ?? []).map(
      (source, at) => `[${at + 1}] ${[source.label, source.title, source.link].filter(Boolean).join(". ")}`,
    );
    const pictures = (message.pictures ?? []).map((picture) => `${picture.title}: ${picture.alt}`);
    const body = [message.text.replace(/\*\*/g, ""), ...pictures, ...sources, message.review_note ?? ""];
    return [`${who}, ${time.format(message.at * 1000)}`, ...body.filter(Boolean)].join("\n");
  });
  return [title, ...parts].join("\n\n") + "\n";
}

/** Offers `text` as a file to keep. */
export function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
