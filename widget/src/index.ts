export { LiverguideChat } from "./chat.js";
