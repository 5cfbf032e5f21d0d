/** One message as it is seen. */
import type { Chat } from "./chat";
import { textNodes } from "./links";
import { add, node, on } from "./nodes";
import type { FileFacts, Said } from "./server";
import { filled, type Words } from "./words";

export type Shown = Pick<Said, "author" | "name" | "text" | "more">;

export function bubble(said: Shown, chat: Chat, words: Words, note = "", bad = false): HTMLElement {
  const row = node("div", `row ${said.author}`);
  if (said.name) row.append(node("div", "name", said.name));
  if (said.text) row.append(add(node("div", "text"), ...textNodes(said.text)));
  if (said.more.file) row.append(fileOf(said.more.file, chat, words));
  if (said.more.choices?.length) {
    const choices = node("div", "choices");
    for (const choice of said.more.choices) {
      const button = node("button", "", choice.label);
      button.type = "button";
      on(button, "click", () => chat.say(choice.label));
      choices.append(button);
    }
    row.append(choices);
  }
  if (note) row.append(node("div", bad ? "note bad" : "note", note));
  return row;
}

/** Fetched with the secret, hence not by an address of its own; where a site's policy shows no such pictures, a name stays. */
function fileOf(file: FileFacts, chat: Chat, words: Words): HTMLElement {
  const button = node("button", "text file", `${file.name} (${size(file.size)})`);
  button.type = "button";
  button.ariaLabel = filled(words.download, { name: file.name });
  on(button, "click", () => void download(file, chat));
  if (file.picture) {
    void chat.blob(file.id, true).then((blob) => {
      const picture = node("img", "picture");
      picture.alt = file.name;
      const shrunk = Math.min(1, 240 / Math.max(file.picture!.width, file.picture!.height));
      picture.width = Math.round(file.picture!.width * shrunk);
      picture.height = Math.round(file.picture!.height * shrunk);
      on(picture, "load", () => button.replaceChildren(picture));
      picture.src = URL.createObjectURL(blob);
    }, () => {});
  }
  return button;
}

async function download(file: FileFacts, chat: Chat): Promise<void> {
  const link = node("a");
  link.href = URL.createObjectURL(await chat.blob(file.id, false));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const size = (bytes: number) => (bytes < 2 ** 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`);
