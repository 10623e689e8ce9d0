/** What this browser tab remembers through a reload. Without storage (blocked by the browser) it lasts as long as the page. */
const PREFIX = "liverguide.";

const pageOnly = new Map<string, string>();

export function recall<T>(key: string): T | undefined {
  try {
    const kept = sessionStorage.getItem(PREFIX + key) ?? pageOnly.get(key);
    return kept === undefined || kept === null ? undefined : (JSON.parse(kept) as T);
  } catch {
    const kept = pageOnly.get(key);
    return kept === undefined ? undefined : (JSON.parse(kept) as T);
  }
}

export function remember(key: string, value: unknown): void {
  const kept = JSON.stringify(value);
  try {
    sessionStorage.setItem(PREFIX + key, kept);
    pageOnly.delete(key);
  } catch {
    pageOnly.set(key, kept);
  }
}

export function forget(...keys: string[]): void {
  for (const key of keys) {
    pageOnly.delete(key);
    try {
      sessionStorage.removeItem(PREFIX + key);
    } catch {
      // Nothing was stored then.
    }
  }
}
