import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { LiverguideComposer } from "./composer.js";
import "./composer.js";
import { Conversation, type Outgoing, type Shown } from "./conversation.js";
import { emergencyLine } from "./emergency.js";
import { icons } from "./icons.js";
import { followKeyboard } from "./on-screen-keyboard.js";
import "./lab-form.js";
import { log } from "./log.js";
import { menu, type Choices } from "./menu.js";
import { outbox } from "./outbox.js";
import { printOnly } from "./print.js";
import type { Button, Settings, Thumb } from "./protocol.js";
import { questionSheet, type Question } from "./question.js";
import { asText, download } from "./save.js";
import { styles } from "./styles/styles.js";
import { markSurroundings } from "./surroundings.js";
import { forget, recall, remember } from "./tab-memory.js";
import { Refused } from "./transport.js";
import { languageOf, wordsFor, type Language, type Words } from "./words/words.js";

const LONGEST_TEXT = 5000;
/** The panel fills screens of this size: phones, upright and lying, and pages enlarged to twice their size. */
const SMALL = "(max-width: 30rem), (max-height: 30rem)";
const MENU = '.menu, [part="menu-button"]';

/** Attributes that set the custom property of the same name. */
const COLOURS = ["accent", "on-accent", "accent-dark", "on-accent-dark"];

/**
 * `<liverguide-chat endpoint lang title greeting open accent>`: the launcher, the panel and what they hold.
 * Looks: custom properties `--liverguide-*` (styles/theme.ts), attributes for its colours, and `::part()`.
 */
export class LiverguideChat extends LitElement {
  static override styles = styles;
  static override properties = {
    endpoint: {},
    lang: { reflect: true },
    heading: { attribute: "title" },
    greeting: {},
    open: { type: Boolean, reflect: true },
    settings: { state: true },
    menuOpen: { state: true },
    sheet: { state: true },
    live: { state: true },
    away: { state: true },
    said: { state: true },
    unset: { state: true },
  };

  declare endpoint: string;
  declare lang: string;
  /** The attribute `title`. Taken off the element, which would otherwise show it as a tooltip everywhere. */
  declare heading: string;
  declare greeting: string;
  declare open: boolean;

  declare private settings: Settings | undefined;
  declare private menuOpen: boolean;
  declare private sheet: "labs" | Question | undefined;
  /** Whether additions are read aloud: not while a conversation is being restored. */
  declare private live: boolean;
  /** Whether the person has scrolled up, away from the newest message. */
  declare private away: boolean;
  /** What was done last, for screen readers. */
  declare private said: string;
  /** Whether the settings could not be loaded. */
  declare private unset: boolean;

  private conversation: Conversation | undefined;
  private everOpen = false;
  private restoredShown = false;
  /** Something was sent since the last answer: the person wants to see the next one, also while the page still scrolls. */
  private asked = false;
  private freeSurroundings: (() => void) | undefined;
  private leaveKeyboard: (() => void) | undefined;
  private readonly small = matchMedia(SMALL);
  private settingsFor = "";
  private opener: HTMLElement | undefined;

  constructor() {
    super();
    this.endpoint = "/webhooks/web";
    this.lang = "";
    this.heading = this.greeting = this.said = "";
    this.open = this.menuOpen = this.live = this.away = this.unset = false;
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...COLOURS];
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (COLOURS.includes(name)) {
      // By script: a style attribute would be refused on a page with a strict policy.
      this.style.setProperty(`--liverguide-${name}`, now);
      return;
    }
    if (name === "title") {
      if (now === null) return;
      this.heading = now;
      this.removeAttribute("title");
      return;
    }
    super.attributeChangedCallback(name, before, now);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.lang = recall<string>("lang") ?? (this.lang || document.documentElement.lang || navigator.language);
    this.open = recall<boolean>("open") ?? this.open;
    this.settings = recall<Settings>(`settings.${this.language}`);
    this.conversation = new Conversation(
      this.endpoint.replace(/\/$/, ""),
      () => this.conversationChanged(),
      (fresh) => void this.showArrived(fresh),
    );
    this.conversation.connect();
    this.small.addEventListener("change", this.coverPage);
    const [room, unfollow] = followKeyboard(
      (top, height) => `@media ${SMALL} { .panel { inset-block: ${top}px auto; block-size: ${height}px } }`,
      () => {
        if (!this.away) void this.scrollToEnd("instant");
      },
    );
    const root = this.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, room];
    this.leaveKeyboard = () => {
      unfollow();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== room);
    };
    document.addEventListener("visibilitychange", this.readAloudSoon);
    document.addEventListener("pointerdown", this.onPointerDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.conversation?.disconnect();
    this.small.removeEventListener("change", this.coverPage);
    document.removeEventListener("visibilitychange", this.readAloudSoon);
    document.removeEventListener("pointerdown", this.onPointerDown);
    this.freeSurroundings?.();
    this.freeSurroundings = undefined;
    this.leaveKeyboard?.();
  }

  /** Opens the panel and puts the cursor into the message field. */
  show(): void {
    this.open = true;
    void this.updateComplete.then(() => this.composer?.focus());
  }

  /** Closes the panel and gives the focus back to the launcher. */
  hide(): void {
    this.open = this.menuOpen = false;
    this.sheet = this.opener = undefined;
    void this.updateComplete.then(() => this.find<HTMLElement>(".launcher")?.focus());
  }

  protected override willUpdate(changes: PropertyValues): void {
    if (changes.has("open")) {
      this.everOpen ||= this.open;
      if (this.hasUpdated || this.open) remember("open", this.open);
      this.conversation?.watch(this.open);
      if (this.open) void this.loadSettings();
      this.live = false;
      this.readAloudSoon();
    }
    if (changes.has("lang") && this.hasUpdated && this.everOpen) void this.loadSettings();
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has("open")) {
      this.coverPage();
      if (this.open) void this.scrollToEnd("instant");
    }
    if (changes.has("sheet") && this.sheet) {
      void this.updateComplete.then(() => this.find<HTMLElement>("[data-first]")?.focus());
    }
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const unread = this.conversation?.unread ?? 0;
    return html`<button
        class="launcher"
        part="launcher"
        type="button"
        aria-haspopup="dialog"
        aria-label=${[this.heading || words.launcher, words.openChat, unread ? words.unread(unread) : ""].filter(Boolean).join(", ")}
        ?hidden=${this.open}
        @click=${this.show}
        @pointerenter=${this.loadSettings}
      >
        ${icons.chat}<span>${this.heading || words.launcher}</span>
        ${unread ? html`<span class="unread" part="unread" aria-hidden="true">${unread}</span>` : nothing}
      </button>
      ${this.everOpen ? this.panel() : nothing}
      <p class="unseen" role="status">${this.open ? nothing : unread ? words.unread(unread) : nothing}</p>`;
  }

  private panel(): TemplateResult {
    const { words, conversation, settings } = this;
    if (!conversation) return html``;
    const covered = this.sheet !== undefined;
    return html`<section
      class="panel"
      part="panel"
      role="dialog"
      aria-labelledby="title"
      lang=${this.language}
      ?hidden=${!this.open}
      @keydown=${this.onKey}
    >
      <div class="header" part="header">
        <div class="heading">
          <h2 id="title" part="title" dir="auto">${this.shownTitle}</h2>
          ${settings ? html`<p part="subtitle" dir="auto">${capital(settings.clinic.name)}</p>` : nothing}
        </div>
        <button
          class="round"
          part="menu-button"
          type="button"
          aria-label=${words.menu}
          aria-expanded=${this.menuOpen ? "true" : "false"}
          aria-controls="menu"
          @click=${this.toggleMenu}
        >
          ${icons.menu}
        </button>
        <button class="round" part="close-button" type="button" aria-label=${words.close} @click=${this.hide}>
          ${icons.close}
        </button>
      </div>
      ${emergencyLine(settings, words)}
      <div class="stage">
        ${menu(this.menuOpen, words, this.language, this.choices, (act) => this.choose(act), this.onMenuLeft)}
        <div
          class="scroll"
          part="scroll"
          tabindex="0"
          role="region"
          aria-label=${words.messages}
          ?inert=${covered}
          @scroll=${this.onScroll}
        >
          <div
            class="log"
            part="log"
            role="log"
            aria-label=${words.conversation}
            aria-live=${this.live ? "polite" : "off"}
          >
            ${this.everything(conversation)}
          </div>
          ${outbox(
            conversation,
            words,
            () => this.tryAgain(),
            (message) => this.takeBack(message),
          )}
        </div>
        ${
          this.away && !covered
            ? html`<button
                class="round below"
                part="new-below"
                type="button"
                aria-label=${words.newBelow}
                @click=${this.showNewest}
              >
                ${icons.below}
              </button>`
            : nothing
        }
        ${this.sheetShown()}
      </div>
      <div class="foot" ?hidden=${covered}>
        ${conversation.offline ? html`<p class="notice" part="offline" role="status">${navigator.onLine ? words.unreachable : words.offline}</p>` : nothing}
        <liverguide-composer
          .words=${words}
          .limit=${settings?.limits?.text ?? LONGEST_TEXT}
          .labs=${(settings?.lab_form?.length ?? 0) > 0}
          .submit=${(text: string) => this.say(text)}
          .openLabs=${() => this.openSheet("labs")}
        ></liverguide-composer>
      </div>
      <p class="unseen" role="status">${this.status(conversation)}</p>
    </section>`;
  }

  private everything(conversation: Conversation): TemplateResult {
    const { settings, unset, greeting, words, language, rate, press } = this;
    return log({ conversation, settings, unset, greeting, words, language, rate, press });
  }

  private sheetShown(): unknown {
    const { words, sheet } = this;
    if (sheet === undefined) return nothing;
    if (sheet !== "labs") return questionSheet(sheet, words, () => this.closeSheet());
    return html`<liverguide-lab-form
      .fields=${this.settings?.lab_form ?? []}
      .words=${words}
      .locale=${this.language}
      .close=${() => this.closeSheet()}
      .send=${(text: string) => {
        this.closeSheet();
        this.say(text);
      }}
    ></liverguide-lab-form>`;
  }

  private status(conversation: Conversation): unknown {
    if (conversation.awaiting) return this.words.writing(this.assistant);
    return this.said || nothing;
  }

  private get words(): Words {
    return wordsFor(this.lang);
  }

  private get language(): Language {
    return languageOf(this.lang);
  }

  private get assistant(): string {
    return this.settings?.assistant ?? "";
  }

  private get shownTitle(): string {
    return this.heading || this.settings?.assistant || this.words.launcher;
  }

  private get composer(): LiverguideComposer | null {
    return this.find<LiverguideComposer>("liverguide-composer");
  }

  private find<E extends Element>(selector: string): E | null {
    return this.renderRoot.querySelector<E>(selector);
  }

  private readonly loadSettings = async (): Promise<void> => {
    const { language } = this;
    if (this.settingsFor === language) return;
    this.settingsFor = language;
    const kept = recall<Settings>(`settings.${language}`);
    if (kept) this.settings = kept;
    try {
      const settings = await this.conversation?.transport.settings(language);
      if (!settings || language !== this.language) return;
      this.settings = settings;
      remember(`settings.${language}`, settings);
    } catch {
      // Asked again when the panel is opened next; until then the words of the interface stand in.
      this.settingsFor = "";
      this.unset = true;
    }
  };

  private readonly press = (button: Button): void => {
    if (this.conversation?.isEmpty) this.holdFocus();
    this.say(button.title, button.payload);
  };

  private readonly rate = (n: number, thumb: Thumb, word: string): Promise<void> =>
    this.conversation?.rate(n, thumb, word) ?? Promise.resolve();

  private conversationChanged(): void {
    this.requestUpdate();
    if (!this.restoredShown && this.conversation?.restored) {
      this.restoredShown = true;
      void this.scrollToEnd("instant");
      this.readAloudSoon();
    }
  }

  private say(text: string, payload?: string): void {
    this.said = "";
    this.asked = true;
    this.conversation?.send(text, payload);
    void this.scrollToEnd("smooth");
  }

  private tryAgain(): void {
    this.holdFocus();
    this.conversation?.tryAgain();
  }

  /** For a pressed button that goes away, and must not take the focus with it. */
  private holdFocus(): void {
    this.find<HTMLElement>(".scroll")?.focus({ preventScroll: true });
  }

  private readonly showNewest = (): void => {
    this.holdFocus();
    void this.scrollToEnd("smooth");
  };

  private takeBack(message: Outgoing): void {
    const taken = this.conversation?.takeBack(message.message_id);
    if (taken && taken.payload === undefined) this.composer?.putBack(taken.text);
    else this.composer?.focus();
  }

  private readonly choices: Choices = {
    save: () => this.save(),
    print: () => printOnly(this),
    startOver: () => this.askStartOver(),
    erase: () => this.askErase(),
    speak: (code) => this.speak(code),
  };

  private readonly toggleMenu = (): void => {
    this.menuOpen = !this.menuOpen;
    if (this.menuOpen) void this.updateComplete.then(() => this.find<HTMLElement>(".menu button")?.focus());
  };

  private choose(act: () => void): void {
    this.menuOpen = false;
    this.find<HTMLElement>('[part="menu-button"]')?.focus();
    act();
  }

  private speak(code: Language): void {
    this.lang = code;
    remember("lang", code);
  }

  private save(): void {
    const messages = this.conversation?.shown ?? [];
    const date = new Date().toISOString().slice(0, 10);
    download(
      asText(this.shownTitle, messages, this.assistant, this.words, this.language),
      `${this.words.savedAs}-${date}.txt`,
    );
  }

  private askStartOver(): void {
    const { words } = this;
    this.openSheet({
      title: words.startOverAsk,
      why: [words.startOverWhy, this.settings?.privacy].filter(Boolean).join(" "),
      yes: words.startOver,
      act: () => {
        this.conversation?.startOver();
        this.closeSheet();
      },
    });
  }

  private askErase(failed?: string): void {
    const { words } = this;
    const question: Question = { title: words.eraseAsk, why: words.eraseWhy, yes: words.erase, grave: true };
    this.openSheet({
      ...question,
      ...(failed ? { failed } : {}),
      act: () => {
        this.openSheet({ ...question, busy: words.erasing });
        return this.erase();
      },
    });
  }

  private async erase(): Promise<void> {
    const { words } = this;
    try {
      const erased = await this.conversation?.erase();
      this.composer?.clear();
      forget("labs", "draft");
      if (erased === "newer part") {
        this.openSheet({ title: words.eraseNewer, why: words.eraseOutOfReach });
        return;
      }
      this.closeSheet();
      this.said = words.eraseDone;
    } catch (error) {
      const lapsed = error instanceof Refused && error.lapsed;
      if (lapsed) this.openSheet({ title: words.eraseNot, why: words.eraseOutOfReach });
      else this.askErase(words.eraseFailed);
    }
  }

  private openSheet(sheet: "labs" | Question): void {
    this.opener ??= (this.renderRoot as ShadowRoot).activeElement as HTMLElement;
    this.sheet = sheet;
  }

  private closeSheet(): void {
    this.sheet = undefined;
    const back = this.opener;
    this.opener = undefined;
    void this.updateComplete.then(() => (back?.isConnected ? back.focus() : this.composer?.focus()));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (this.menuOpen) this.choose(() => {});
    else if (!this.sheet) this.hide();
    else if (this.sheet === "labs" || !this.sheet.busy) this.closeSheet();
  };

  private readonly onMenuLeft = (event: FocusEvent): void => {
    const to = event.relatedTarget as Element | null;
    // Safari gives a pressed button no focus, and says that the focus went nowhere.
    if (to && !to.closest(MENU)) this.menuOpen = false;
  };

  private readonly onPointerDown = (event: PointerEvent): void => {
    const inMenu = event.composedPath().some((each) => each instanceof Element && each.matches(MENU));
    if (!inMenu) this.menuOpen = false;
  };

  private readonly onScroll = (event: Event): void => {
    const box = event.currentTarget as HTMLElement;
    this.away = box.scrollHeight - box.scrollTop - box.clientHeight > 120;
  };

  /** A long answer is read from its beginning: what was asked stays at the top. Who has scrolled up is left alone. */
  private async showArrived(fresh: Shown[]): Promise<void> {
    const answered = fresh.some((message) => message.from !== "person");
    const left = this.away && !this.asked;
    if (!answered || left) return;
    this.asked = false;
    await this.drawn();
    const box = this.find<HTMLElement>(".scroll");
    if (!box) return;
    const own = [...box.querySelectorAll<HTMLElement>(".own")].pop();
    const top = own ? own.offsetTop - 12 : box.scrollHeight;
    box.scrollTo({ top: Math.min(top, box.scrollHeight - box.clientHeight), behavior: motion("smooth") });
  }

  private async scrollToEnd(behavior: ScrollBehavior): Promise<void> {
    await this.drawn();
    const box = this.find<HTMLElement>(".scroll");
    box?.scrollTo({ top: box.scrollHeight, behavior: motion(behavior) });
  }

  /** Messages draw themselves after this element has. */
  private async drawn(): Promise<void> {
    await this.updateComplete;
    await Promise.all(
      Array.from(this.renderRoot.querySelectorAll<LitElement>("liverguide-message"), (each) => each.updateComplete),
    );
  }

  private readonly readAloudSoon = (): void => {
    setTimeout(() => (this.live = this.open && (this.conversation?.restored ?? false)), 1000);
  };

  /** On a phone the panel covers the page, so the page must not be reachable behind it. */
  private readonly coverPage = (): void => {
    this.freeSurroundings?.();
    this.freeSurroundings = this.open && this.small.matches ? markSurroundings(this, "inert") : undefined;
  };
}

/** clinic.yml has the name as it stands inside a sentence. */
function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function motion(wanted: ScrollBehavior): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : wanted;
}

customElements.define("liverguide-chat", LiverguideChat);
