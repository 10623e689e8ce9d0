import type { Delivery, Settings, Thumb } from "./protocol.js";
import { recall, remember } from "./tab-memory.js";

/** An answer of the server that is not the one asked for; `message` is its sentence for the person, if it sent one. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Seconds after which trying again makes sense. */
    readonly after: number,
  ) {
    super(message);
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408 || this.status === 401;
  }

  /** The session has ended and is not taken any more. */
  get lapsed(): boolean {
    return this.status === 401;
  }
}

const PATIENCE_MS = 45_000;

/** Speaks with one web channel. Renews the session when it has run out and says so by `onNewSession`. */
export class Transport {
  onNewSession: () => void = () => {};
  private issued: Promise<void> | undefined;

  constructor(
    readonly endpoint: string,
    public handle: string,
  ) {}

  settings(lang: string): Promise<Settings> {
    return this.request<Settings>(`/settings?lang=${encodeURIComponent(lang)}`);
  }

  async send(message: { message_id: string; text?: string; payload?: string }): Promise<Delivery> {
    return this.inSession(() => this.request<Delivery>("/messages", message));
  }

  async since(n: number): Promise<Delivery> {
    return this.inSession(() => this.request<Delivery>(`/messages?after=${n}`));
  }

  async feedback(n: number, thumb: Thumb, word: string): Promise<void> {
    await this.inSession(() => this.request("/feedback", word ? { n, thumb, word } : { n, thumb }));
  }

  /** Never in a new session: that has nothing of the old one's conversation, and would erase nothing. */
  async erase(): Promise<void> {
    await this.request("/erase", {});
  }

  /** Asks for a session ahead of the first message. */
  prepare(): void {
    this.session().catch(() => {
      // Asked for again with the first message, which can say what is wrong.
    });
  }

  private async inSession<T>(ask: () => Promise<T>): Promise<T> {
    await this.session();
    const issued = this.issued;
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refused && error.lapsed)) throw error;
      // Of several requests that find the session ended, one renews it.
      if (this.issued === issued) {
        this.issued = undefined;
        await this.session();
        this.onNewSession();
      } else {
        await this.session();
      }
      return ask();
    }
  }

  /** Once for each page: the server gives a good session anew instead of another one, and it then lasts longer. */
  private session(): Promise<void> {
    this.issued ??= this.request<{ token?: string }>("/session", {}).then(
      ({ token }) => {
        if (token) remember("token", token);
      },
      (error: unknown) => {
        this.issued = undefined;
        throw error;
      },
    );
    return this.issued;
  }

  private async request<T>(path: string, body?: object): Promise<T> {
    const headers: Record<string, string> = { "X-Conversation": this.handle };
    const token = recall<string>("token");
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(this.endpoint + path, {
        method: body ? "POST" : "GET",
        headers,
        credentials: "same-origin",
        cache: "no-store",
        signal: patience.signal,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (answer.status === 204) return undefined as T;
      const data: unknown = await answer.json().catch(() => undefined);
      if (answer.ok && data) return data as T;
      const said = (data as { error?: { code?: string; message?: string } } | undefined)?.error;
      throw new Refused(
        answer.ok ? 502 : answer.status,
        said?.code ?? "",
        said?.message ?? "",
        Number(answer.headers.get("Retry-After")) || 0,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}
