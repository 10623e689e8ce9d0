import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Conversation, Outgoing } from "./conversation.js";
import { CONTENT_LANGUAGE, type Words } from "./words/words.js";

/** What was sent and is not confirmed yet, and a sign that an answer is on its way. */
export function outbox(
  conversation: Conversation,
  words: Words,
  tryAgain: () => void,
  takeBack: (message: Outgoing) => void,
): TemplateResult {
  const restoring = conversation.used && !conversation.restored && !conversation.offline;
  return html`${
    conversation.outbox.length
      ? html`<div class="group mine" part="group outbox">
          ${repeat(
            conversation.outbox,
            (message) => message.message_id,
            (message) => outgoing(message, words, tryAgain, takeBack),
          )}
        </div>`
      : nothing
  }
  ${
    conversation.awaiting || restoring
      ? html`<p class="typing" part="typing" aria-hidden="true"><i></i><i></i><i></i></p>`
      : nothing
  }`;
}

function outgoing(
  message: Outgoing,
  words: Words,
  tryAgain: () => void,
  takeBack: (message: Outgoing) => void,
): TemplateResult {
  const { state } = message;
  const stuck = state === "failed" || state === "refused";
  return html`<div class="bubble own ${state}" part="message person ${state}">
      <div part="text" dir="auto" lang="">${message.text}</div>
    </div>
    ${
      stuck
        ? html`<div class="stuck" part="not-sent">
            <p class="wrong" role="alert">${words.notSent} <span lang=${CONTENT_LANGUAGE}>${message.said ?? ""}</span></p>
            ${
              state === "failed"
                ? html`<button class="plain" part="retry-button" type="button" @click=${tryAgain}>
                    ${words.tryAgain}
                  </button>`
                : nothing
            }
            <button class="plain" part="take-back-button" type="button" @click=${() => takeBack(message)}>
              ${message.payload === undefined ? words.edit : words.remove}
            </button>
          </div>`
        : html`<p class="time" part="state">${state === "sending" ? words.sending : words.waiting}</p>`
    }`;
}
