/** `<script async src="https://…/chat/widget.js" data-site="token"></script>` on any page. */
import { Chat } from "./chat";
import { Keeper } from "./kept";
import { Server, type Visit } from "./server";
import { Shown } from "./shown";
import { View } from "./view";
import { languageOf, wordsOf } from "./words";

const MARK = "dabiaoChat";

function start(script: HTMLScriptElement): void {
  const site = script.dataset["site"] ?? "";
  if (!site) {
    // oxlint-disable-next-line no-console -- whoever puts the chat on a site looks there
    console.error("Dabiao chat: the script needs data-site with the token of the site");
    return;
  }
  const language = languageOf(script.dataset["language"] || document.documentElement.lang || navigator.language);
  const view = new View(wordsOf(language), language);
  const shown = script.dataset["preview"];
  const server = shown ? new Shown(JSON.parse(shown) as Visit) : new Server(new URL(script.src).origin, language);
  const place = { site, language, page: () => location.href.split("#")[0]!, referrer: document.referrer };
  view.mount(new Chat(server, new Keeper(`dabiao-chat:${site}`), place, () => view.draw()));
  if (shown) view.show(false);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !(MARK in window)) {
  Object.assign(window, { [MARK]: true }); // put on a page twice, it is there once
  if (document.body) start(script);
  else addEventListener("DOMContentLoaded", () => start(script));
}
