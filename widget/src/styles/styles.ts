import { form } from "./form.js";
import { messages } from "./messages.js";
import { panel } from "./panel.js";
import { pictures } from "./pictures.js";
import { print } from "./print.js";
import { theme } from "./theme.js";

export const styles = [theme, panel, messages, pictures, form, print];
