/** What is seen: one button, and the panel it opens. Text is only ever text. */
import type { Chat } from "./chat";
import { bubble } from "./bubbles";
import { add, icon, node, on } from "./nodes";
import { inks, STYLE } from "./style";
import { filled, type Words } from "./words";

const LONGEST = 4000;
const LARGEST = 10 * 2 ** 20;

export class View {
  private readonly host = node("div");
  private readonly launch = node("button", "launch");
  private readonly badge = node("span", "badge");
  private readonly panel = node("section", "panel");
  private readonly title = node("h2");
  private readonly where = node("div", "where");
  private readonly bar = node("div", "bar");
  private readonly log = node("div", "log");
  private readonly more = node("div", "more");
  private readonly input = node("textarea");
  private readonly form = node("form");
  private readonly consent = node("div", "consent");
  private readonly picker = node("input");
  private readonly shown = new Map<string, [string, HTMLElement]>();
  private chat!: Chat;
  private open = false;

  constructor(private readonly words: Words, language: string) {
    this.host.lang = language;
    const root = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.colour("");
    add(root, this.launch, this.panel);
    this.makeLaunch();
    this.makePanel();
  }

  mount(chat: Chat): void {
    this.chat = chat;
    document.body.append(this.host);
    if (chat.kept.all.open && innerWidth > 480) this.show(false);
    else if (chat.kept.all.talk) void chat.begin();
  }

  draw(): void {
    const { chat, words } = this;
    if (!chat) return;
    if (chat.visit) this.colour(chat.visit.colour);
    this.title.textContent = chat.visit?.title ?? words.title;
    this.where.textContent = this.standing();
    this.bar.hidden = !chat.trouble && !chat.offline;
    this.bar.className = chat.trouble ? "bar bad" : "bar";
    this.say(this.bar, chat.trouble || words.lost);
    this.consent.textContent = chat.visit?.consent ?? "";
    this.consent.hidden = !chat.visit?.consent;
    this.form.hidden = Boolean(chat.trouble && !chat.visit);
    this.drawLog();
    this.drawMore();
    if (this.open && !document.hidden) chat.read();
    const unread = this.open ? 0 : chat.unread;
    this.badge.hidden = !unread;
    this.badge.textContent = String(Math.min(unread, 99));
    this.launch.ariaLabel = unread ? filled(words.open_unread, { count: unread }) : words.open;
  }

  /** Only what is new is said by a screen reader. */
  private say(place: HTMLElement, text: string): void {
    if (place.textContent !== text) place.textContent = text;
  }

  private standing(): string {
    const { chat, words } = this;
    if (chat.typing) return filled(words.typing, { name: chat.typing });
    switch (chat.talk?.state) {
      case "open":
        return filled(words.with_agent, { name: chat.talk.agent });
      case "waiting":
        return chat.visit?.there ? words.waiting : words.away;
      case "closed":
        return words.ended;
      default:
        return chat.visit && !chat.visit.there ? words.away : "";
    }
  }

  private drawLog(): void {
    const { chat, words } = this;
    const near = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const wanted: [string, string, () => HTMLElement][] = [];
    if (chat.visit) {
      const { greeting, choices } = chat.visit;
      const more = chat.talk || chat.unsent.length ? {} : { choices };
      const first = { author: "bot", name: "", text: greeting, more } as const;
      wanted.push(["hello", String(choices.length && !("choices" in more)), () => bubble(first, chat, words)]);
    }
    chat.earlier.forEach((said, place) => wanted.push([`earlier-${place}`, "", () => bubble(said, chat, words)]));
    const { messages } = chat;
    messages.forEach((said) => {
      const last = said === messages.at(-1) && chat.talk?.state !== "closed";
      const read = last && said.author === "visitor" && (chat.talk?.agent_read ?? 0) >= said.seq;
      const seen = last ? said : { ...said, more: { ...said.more, choices: [] } };
      wanted.push([`${chat.talk?.id}-${said.seq}`, `${last}${read}`, () => bubble(seen, chat, words, read ? words.read : "")]);
    });
    for (const one of chat.unsent) {
      wanted.push([one.id, "", () => bubble({ author: "visitor", name: "", text: one.text, more: {} }, chat, words, words.sending)]);
    }
    if (chat.sendingFile) {
      wanted.push(["file", chat.sendingFile, () => bubble({ author: "visitor", name: "", text: chat.sendingFile, more: {} }, chat, words, words.sending)]);
    }
    for (const one of chat.failed) {
      const said = { author: "visitor", name: "", text: one.text, more: {} } as const;
      wanted.push([one.id, one.why, () => bubble(said, chat, words, `${words.not_sent} ${one.why}`, true)]);
    }
    this.place(wanted);
    if (near) this.log.scrollTop = this.log.scrollHeight;
  }

  /** Nodes that are still wanted stay where they are: nothing flickers, nothing is read aloud twice. */
  private place(wanted: [string, string, () => HTMLElement][]): void {
    const keys = new Set(wanted.map(([key]) => key));
    for (const [key, [, shown]] of this.shown) {
      if (!keys.has(key)) {
        shown.remove();
        this.shown.delete(key);
      }
    }
    let before: Element | null = null;
    for (const [key, state, make] of wanted) {
      const kept = this.shown.get(key);
      let shown = kept?.[1];
      if (!shown || kept?.[0] !== state) {
        const fresh = make();
        shown?.replaceWith(fresh);
        shown = fresh;
        this.shown.set(key, [state, shown]);
      }
      const next: Element | null = before ? before.nextElementSibling : this.log.firstElementChild;
      if (next !== shown) this.log.insertBefore(shown, next);
      before = shown;
    }
  }

  private drawMore(): void {
    const { chat, words } = this;
    const state = chat.talk?.state;
    const key = `${state}${chat.talk?.stars}${chat.talk?.agent}${Boolean(chat.visit)}`;
    if (this.more.dataset["key"] === key) return;
    this.more.dataset["key"] = key;
    this.more.replaceChildren();
    if (!chat.visit) return;
    if (!state || state === "bot") this.more.append(this.does(words.person, () => void chat.callPerson()));
    if (state && state !== "closed") this.more.append(this.does(words.end, () => void chat.end()));
    if (state === "closed" && chat.talk?.agent) this.more.append(this.stars(chat.talk.stars ?? 0));
  }

  private stars(given: number): HTMLElement {
    const { chat, words } = this;
    const group = node("div", "stars", given ? words.thanks : words.rate);
    group.role = "group";
    group.ariaLabel = words.rate;
    for (let stars = 1; stars <= 5; stars++) {
      const star = this.does(stars <= given ? "★" : "☆", () => void chat.rate(stars));
      star.ariaLabel = filled(words.stars, { count: stars });
      star.ariaPressed = String(stars === given);
      group.append(star);
    }
    return group;
  }

  private does(label: string, act: () => void): HTMLButtonElement {
    const button = node("button", "", label);
    button.type = "button";
    on(button, "click", act);
    return button;
  }

  private makeLaunch(): void {
    this.launch.type = "button";
    this.launch.ariaExpanded = "false";
    this.launch.ariaLabel = this.words.open;
    add(this.launch, icon("M4 4h16v12H9l-5 4z"), this.badge);
    this.badge.hidden = true;
    on(this.launch, "click", () => this.show(true));
  }

  private makePanel(): void {
    const { words, panel, log } = this;
    panel.hidden = true;
    panel.role = "dialog";
    panel.ariaLabel = words.title;
    log.role = "log";
    log.ariaLabel = words.messages;
    log.tabIndex = 0;
    this.bar.role = "status";
    const close = node("button", "round");
    close.type = "button";
    close.ariaLabel = words.close;
    close.append(icon("M5 5l14 14M19 5L5 19"));
    on(close, "click", () => this.hide());
    const head = node("header");
    add(head, add(node("div", "who"), this.title, this.where), close);
    add(panel, head, this.bar, log, this.more, this.makeForm(), this.consent);
    on(panel, "keydown", (event) => {
      if (event.key === "Escape") this.hide();
      event.stopPropagation(); // shortcuts of the site are not meant
    });
    this.takeFiles();
  }

  private makeForm(): HTMLElement {
    const { words, input, picker, form } = this;
    input.rows = 1;
    input.placeholder = input.ariaLabel = words.write;
    input.maxLength = LONGEST;
    on(input, "input", () => {
      input.style.height = "42px";
      input.style.height = `${Math.min(input.scrollHeight + 2, 120)}px`;
      if (input.value) this.chat.typed();
    });
    on(input, "keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.send();
    });
    on(form, "submit", (event) => {
      event.preventDefault();
      this.send();
    });
    const attach = node("button", "round");
    attach.type = "button";
    attach.ariaLabel = words.attach;
    attach.append(icon("M20 11l-8 8a5 5 0 01-7-7l9-9a3.5 3.5 0 015 5l-9 9a2 2 0 01-3-3l8-8"));
    on(attach, "click", () => picker.click());
    picker.type = "file";
    picker.multiple = picker.hidden = true;
    on(picker, "change", () => {
      this.files(picker.files);
      picker.value = "";
    });
    const send = node("button", "round send");
    send.ariaLabel = words.send;
    send.append(icon("M4 12l16-8-6 16-3-6z"));
    return add(form, input, attach, picker, send);
  }

  private takeFiles(): void {
    const { panel, input } = this;
    on(input, "paste", (event) => {
      const files = event.clipboardData?.files;
      if (files?.length) {
        event.preventDefault();
        this.files(files);
      }
    });
    on(panel, "dragover", (event) => {
      event.preventDefault();
      panel.classList.add("dragged");
    });
    on(panel, "dragleave", () => panel.classList.remove("dragged"));
    on(panel, "drop", (event) => {
      event.preventDefault();
      panel.classList.remove("dragged");
      this.files(event.dataTransfer?.files ?? null);
    });
  }

  private files(files: FileList | null): void {
    for (const file of Array.from(files ?? [])) {
      if (file.size <= LARGEST) void this.chat.sendFile(file);
      else this.chat.failed.push({ id: file.name, text: file.name, why: this.words.too_large });
    }
    this.draw();
  }

  private send(): void {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.input.style.height = "42px";
    this.chat.say(text);
    this.log.scrollTop = this.log.scrollHeight;
  }

  show(focus: boolean): void {
    this.open = true;
    this.panel.hidden = false;
    this.launch.hidden = true;
    this.launch.ariaExpanded = "true";
    this.chat.kept.keep({ open: true });
    if (!this.chat.visit) void this.chat.begin();
    this.draw();
    this.log.scrollTop = this.log.scrollHeight;
    if (focus) this.input.focus();
  }

  private hide(): void {
    this.open = false;
    this.panel.hidden = true;
    this.launch.hidden = false;
    this.launch.ariaExpanded = "false";
    this.chat.kept.keep({ open: false });
    this.draw();
    this.launch.focus();
  }

  private colour(given: string): void {
    for (const [name, value] of Object.entries(inks(given))) this.host.style.setProperty(`--${name}`, value);
  }
}
