import { en } from "./en.js";
import { es } from "./es.js";

/** Every word of the interface. What the assistant says comes from the server. */
export type Words = typeof en;

export const languages = { en: "English", es: "Español" } as const;
/** Of what the assistant says and of the names of tests, whatever the window's language is. */
export const CONTENT_LANGUAGE = "en";

export type Language = keyof typeof languages;

export function wordsFor(lang: string): Words {
  return languageOf(lang) === "es" ? es : en;
}

export function languageOf(lang: string): Language {
  return lang.toLowerCase().startsWith("es") ? "es" : "en";
}
