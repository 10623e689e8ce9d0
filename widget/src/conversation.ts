import type { Delivery, Message, Thumb } from "./protocol.js";
import { randomId } from "./random-id.js";
import { forget, recall, remember } from "./tab-memory.js";
import { Refused, Transport } from "./transport.js";

/** A message as the conversation shows it. */
export interface Shown extends Message {
  /** Unique also across sessions, whose events are numbered anew. */
  id: string;
  /** Its place; `n` where it has one. */
  order: number;
  /** Arrived while the page was there, as opposed to restored. */
  fresh: boolean;
  /** Of a session that has ended: can be read, and nothing else. */
  past: boolean;
}

/** A message of the person that the server has not confirmed yet. */
export interface Outgoing {
  message_id: string;
  text: string;
  payload?: string;
  at: number;
  /** failed: may be sent again as it is. refused: the server will never take it as it is. */
  state: "waiting" | "sending" | "failed" | "refused";
  /** The server's sentence, if it said one. */
  said?: string;
  /** Was already sent again by itself. */
  repeated?: boolean;
}

const POLL_MS = 15_000;
/** While somebody of the clinic is in the conversation or expected. */
const POLL_WITH_STAFF_MS = 2_500;
const DOUBLE_PRESS_MS = 700;
const MOST_SECONDS_HELD_BACK = 60;

/** One tab's conversation: what was said, what is under way, and what to do when the line breaks. */
export class Conversation {
  shown: Shown[] = [];
  outbox: Outgoing[] = [];
  thumbs: Record<string, Thumb> = recall("thumbs") ?? {};
  restored = false;
  /** What was said earlier can't be had from the server any more. */
  gone = false;
  /** The server can't be reached. */
  offline = !navigator.onLine;
  readonly transport: Transport;

  private last = 0;
  private seen = recall<number>("seen") ?? 0;
  private session = 0;
  /** Answers to an earlier conversation (before starting over) must not show up in this one. */
  private generation = 0;
  private sending = false;
  private polling = false;
  private polled = 0;
  private watched = false;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** For messages that the server has not stored, and so not numbered. */
  private unstored = 0;
  private pressed = { payload: "", at: 0 };

  constructor(
    endpoint: string,
    private readonly changed: () => void,
    private readonly arrived: (fresh: Shown[]) => void,
  ) {
    this.transport = new Transport(endpoint, recall<string>("handle") ?? this.newHandle());
    this.transport.onNewSession = () => this.sessionRanOut();
    this.outbox = (recall<Outgoing[]>("outbox") ?? []).map((kept) => ({ ...kept, state: "waiting" }));
  }

  connect(): void {
    addEventListener("online", this.lineChanged);
    addEventListener("offline", this.lineChanged);
    document.addEventListener("visibilitychange", this.cameBack);
    this.timer = setInterval(() => {
      const now = Date.now();
      const due = now - this.polled >= (this.withStaff ? POLL_WITH_STAFF_MS : POLL_MS) - POLL_WITH_STAFF_MS / 2;
      // With the window closed, too, somebody's words must be noticed.
      if (due && (this.watched || this.withStaff) && document.visibilityState === "visible") void this.poll();
    }, POLL_WITH_STAFF_MS);
    if (this.used) void this.restore();
    else this.restored = true;
  }

  disconnect(): void {
    removeEventListener("online", this.lineChanged);
    removeEventListener("offline", this.lineChanged);
    document.removeEventListener("visibilitychange", this.cameBack);
    clearInterval(this.timer);
  }

  /** Whether the person is looking at the conversation. */
  watch(watched: boolean): void {
    const begins = watched && !this.watched;
    this.watched = watched;
    if (watched) this.markSeen();
    if (!begins) return;
    this.transport.prepare();
    if (this.used) void this.poll();
  }

  get used(): boolean {
    return recall("used") === true;
  }

  /** Nothing was ever said in this tab. */
  get isEmpty(): boolean {
    return !this.used && this.shown.length === 0 && this.outbox.length === 0;
  }

  get awaiting(): boolean {
    return this.outbox.some((message) => message.state === "sending");
  }

  get unread(): number {
    return this.shown.filter((message) => message.from !== "person" && !message.past && message.order > this.seen)
      .length;
  }

  /** Whether somebody of the clinic has joined, or was asked to and may come. */
  get withStaff(): boolean {
    const told = this.shown.filter((message) => !message.past && (message.request || message.presence)).pop();
    return told !== undefined && (told.request === "chat" || told.presence === "joined");
  }

  /** `payload` for a button; its title is what the person sees. */
  send(text: string, payload?: string): void {
    if (payload !== undefined) {
      const again = this.pressed.payload === payload && Date.now() - this.pressed.at < DOUBLE_PRESS_MS;
      if (again || this.outbox.some((message) => message.payload === payload && message.state !== "refused")) return;
      this.pressed = { payload, at: Date.now() };
    }
    const message: Outgoing = { message_id: randomId(), text, at: Date.now() / 1000, state: "waiting" };
    if (payload !== undefined) message.payload = payload;
    this.outbox = [...this.outbox, message];
    remember("used", true);
    this.keepOutbox();
    void this.pump();
  }

  tryAgain(): void {
    this.outbox = this.outbox.map((message) => (message.state === "failed" ? asWaiting(message) : message));
    this.changed();
    void this.pump();
  }

  /** Takes a message that could not be sent out of the conversation and gives it back. */
  takeBack(message_id: string): Outgoing | undefined {
    const message = this.outbox.find((waiting) => waiting.message_id === message_id);
    if (!message || message.state === "sending") return undefined;
    this.outbox = this.outbox.filter((waiting) => waiting !== message);
    this.keepOutbox();
    void this.pump();
    return message;
  }

  async rate(n: number, thumb: Thumb, word = ""): Promise<void> {
    const before = this.thumbs[n] ?? null;
    this.setThumb(n, thumb);
    try {
      await this.transport.feedback(n, thumb, word);
    } catch (error) {
      this.setThumb(n, before);
      throw error;
    }
  }

  /** Begins a new conversation; the server keeps the old one for as long as it keeps any. */
  startOver(): void {
    this.generation += 1;
    forget("used", "last", "seen", "outbox", "thumbs", "handle", "outOfReach");
    this.transport.handle = this.newHandle();
    this.shown = [];
    this.outbox = [];
    this.thumbs = {};
    this.last = this.seen = 0;
    this.gone = this.sending = this.polling = false;
    this.restored = true;
    this.changed();
  }

  /**
   * Deletes this conversation from the server, then here; says whether that was all of it: what was said in an earlier
   * session is out of reach. Throws if the server did not do it.
   */
  async erase(): Promise<"all" | "newer part"> {
    // Only then is it known whether this session has what was said before.
    if (!this.restored) await this.restore();
    if (!this.restored) throw new Error("The conversation could not be reached.");
    if (this.used) await this.transport.erase();
    const erased = recall("outOfReach") ? "newer part" : "all";
    this.startOver();
    return erased;
  }

  private async restore(): Promise<void> {
    const generation = this.generation;
    const known = recall<number>("last") ?? 0;
    try {
      const delivery = await this.transport.since(0);
      if (generation !== this.generation) return;
      this.take(delivery, false);
      this.restored = true;
      if (known > 0 && this.shown.length === 0) this.lose();
      this.offline = false;
    } catch (error) {
      if (generation !== this.generation) return;
      // A handle that the server will never take, such as one that was changed by hand.
      if (error instanceof Refused && error.status === 400 && error.code === "conversation") return this.startOver();
      this.offline = true;
    }
    this.changed();
    if (this.restored) void this.pump();
  }

  private async poll(): Promise<void> {
    if (this.sending || this.polling) return;
    if (!this.restored) return this.restore();
    if (!this.used) return;
    this.polling = true;
    this.polled = Date.now();
    const generation = this.generation;
    try {
      const delivery = await this.transport.since(this.last);
      if (generation !== this.generation) return;
      if (delivery.last < this.last) this.erasedThere();
      else if (!this.sending) this.take(delivery, true);
      this.offline = false;
      this.repeatOnce();
    } catch (error) {
      if (generation === this.generation) this.offline = isLineError(error) || (error as Refused).status >= 500;
    } finally {
      if (generation === this.generation) this.polling = false;
    }
    this.changed();
  }

  private async pump(): Promise<void> {
    const next = this.outbox.find((message) => message.state !== "refused");
    if (this.sending || !this.restored || next?.state !== "waiting") {
      this.changed();
      return;
    }
    this.sending = true;
    let missing = false;
    const generation = this.generation;
    this.update(next, { state: "sending" });
    const { message_id, text, payload } = next;
    try {
      const delivery = await this.transport.send(
        payload === undefined ? { message_id, text } : { message_id, payload },
      );
      if (generation !== this.generation) return;
      missing = this.confirm(next, delivery);
      // An answer that isn't stored: it may have been to a wish to erase the conversation.
      missing ||= delivery.last < this.last;
      this.offline = false;
    } catch (error) {
      if (generation !== this.generation) return;
      this.offline = isLineError(error);
      if (error instanceof Refused) {
        this.update(next, { state: error.passing ? "failed" : "refused", said: error.message });
        if (error.after > 0) this.repeatLater(error.after);
      } else {
        this.update(next, { state: "failed", said: "" });
      }
    }
    this.sending = false;
    if (missing) await this.poll();
    await this.pump();
  }

  /** Whether somebody else said something before the answer, which is still to be asked for. */
  private confirm(sent: Outgoing, delivery: Delivery): boolean {
    const known = this.last;
    this.outbox = this.outbox.filter((message) => message.message_id !== sent.message_id);
    this.keepOutbox();
    if (!this.shown.some((message) => message.message_id === sent.message_id)) {
      const numbered = delivery.messages.map((message) => message.n).filter((n) => n > 0);
      const own: Message = { n: 0, from: "person", at: sent.at, text: sent.text, message_id: sent.message_id };
      this.add([{ ...own, ...(numbered.length ? { order: Math.min(...numbered) - 0.5 } : {}) }], true);
    }
    this.take(delivery, true);
    const between = delivery.last > known && (delivery.before ?? Infinity) > known;
    if (between) this.last = known;
    return between;
  }

  private take(delivery: Delivery, fresh: boolean): void {
    this.add(delivery.messages, fresh);
    this.last = Math.max(this.last, delivery.last);
    remember("last", this.last);
    if (this.watched) this.markSeen();
  }

  private add(messages: (Message & { order?: number })[], fresh: boolean): void {
    const known = new Set(this.shown.map((message) => message.id));
    const sent = new Set(this.shown.filter((message) => !message.past).map((message) => message.message_id));
    const added = messages
      .map((message) => {
        const order = message.order ?? (message.n || this.last + ++this.unstored * 1e-6);
        return {
          ...message,
          order,
          id: `${this.session}:${message.n || `unstored${++this.unstored}`}`,
          fresh,
          past: false,
        };
      })
      .filter((message) => !known.has(message.id) && !(message.message_id && sent.has(message.message_id)));
    if (added.length === 0) return;
    this.outbox = this.outbox.filter(
      (message) => message.state === "sending" || !added.some((arrived) => arrived.message_id === message.message_id),
    );
    this.keepOutbox();
    const past = this.shown.filter((message) => message.past);
    const now = this.shown.filter((message) => !message.past);
    this.shown = [...past, ...[...now, ...added].sort((one, other) => one.order - other.order)];
    if (fresh) this.arrived(added);
  }

  /** The server has less than was shown: it was erased. What came after it stays, such as the answer that says so. */
  private erasedThere(): void {
    const after = this.shown.filter((message) => !message.past && message.order > this.last);
    this.shown = after.map((message) => ({ ...message, past: true }));
    this.gone = this.shown.length === 0;
    this.session += 1;
    this.thumbs = {};
    this.last = this.seen = 0;
    forget("last", "seen", "thumbs");
  }

  private sessionRanOut(): void {
    if (this.shown.length > 0 || (recall<number>("last") ?? 0) > 0) this.lose();
    this.session += 1;
    this.shown = this.shown.map((message) => ({ ...message, past: true }));
    this.last = this.seen = 0;
    remember("last", 0);
    this.changed();
  }

  private lose(): void {
    this.gone = true;
    remember("outOfReach", true);
  }

  private markSeen(): void {
    if (document.visibilityState !== "visible" || this.seen >= this.last) return;
    this.seen = this.last;
    remember("seen", this.seen);
    this.changed();
  }

  private setThumb(n: number, thumb: Thumb): void {
    this.thumbs = { ...this.thumbs, [n]: thumb };
    remember("thumbs", this.thumbs);
    this.changed();
  }

  private update(message: Outgoing, change: Partial<Outgoing>): void {
    this.outbox = this.outbox.map((kept) => (kept.message_id === message.message_id ? { ...kept, ...change } : kept));
    this.changed();
  }

  private keepOutbox(): void {
    remember(
      "outbox",
      this.outbox.filter((message) => message.state !== "refused"),
    );
  }

  private repeatOnce(): void {
    if (!this.outbox.some((message) => message.state === "failed" && !message.repeated)) return;
    this.outbox = this.outbox.map((message) =>
      message.state === "failed" ? { ...asWaiting(message), repeated: true } : message,
    );
    void this.pump();
  }

  private repeatLater(seconds: number): void {
    const generation = this.generation;
    setTimeout(
      () => {
        if (generation === this.generation) this.repeatOnce();
      },
      Math.min(seconds, MOST_SECONDS_HELD_BACK) * 1000,
    );
  }

  private newHandle(): string {
    const handle = randomId();
    remember("handle", handle);
    return handle;
  }

  private readonly lineChanged = (): void => {
    this.offline = !navigator.onLine;
    this.changed();
    if (this.offline) return;
    this.repeatOnce();
    if (!this.restored) void this.restore();
  };

  private readonly cameBack = (): void => {
    if (document.visibilityState !== "visible") return;
    if (this.watched) this.markSeen();
    if (this.used) void this.poll();
  };
}

function asWaiting(message: Outgoing): Outgoing {
  return { ...message, state: "waiting", said: "" };
}

/** The line is broken, as opposed to a server that answers with an error. */
function isLineError(error: unknown): boolean {
  return !(error instanceof Refused);
}
