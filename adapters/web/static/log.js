// The conversation on the screen: draws a chat's items, keeps the end in view, welcomes who comes to an empty one.

import { $, el, icon } from "./dom.js";

const JOIN_MS = 5 * 60 * 1000;
const NEAR = 80;
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export class Log {
  constructor({ view, words, times, suggestions, me, onTry }) {
    Object.assign(this, { view, words, times, suggestions, me, onTry, now: () => null });
    this.frame = $("log");
    this.list = $("items");
    this.dots = null;
    this.pinned = true;
    this.frame.addEventListener("scroll", () => {
      this.pinned = this.frame.scrollHeight - this.frame.scrollTop - this.frame.clientHeight < NEAR;
      if (this.pinned) $("newer").hidden = true;
    });
    $("newer").addEventListener("click", () => this.toEnd(true));
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.frame);
  }

  /** Draws the whole chat anew: on opening it and, where one `stay`s at what one reads, after a catch-up. */
  draw(chat, stay = false) {
    const top = stay && !this.pinned ? this.frame.scrollTop : null;
    const nodes = [];
    chat.items.forEach((item, index) => nodes.push(...this.#nodes(chat, item, chat.items[index - 1])));
    if (!chat.items.length && chat.loaded) nodes.push(this.#hello(chat));
    this.dots = null;
    this.list.replaceChildren(...nodes);
    this.paint(chat);
    this.think(chat);
    if (top === null) this.toEnd();
    else this.frame.scrollTop = top;
  }

  /** Draws one item that is new or has changed. */
  put(chat, item) {
    const old = document.getElementById(item.id);
    const index = chat.items.indexOf(item);
    const nodes = this.#nodes(chat, item, chat.items[index - 1]);
    if (old) old.replaceWith(nodes.at(-1));
    else {
      this.list.querySelector(".hello")?.remove();
      if (this.dots) this.dots.before(...nodes);
      else this.list.append(...nodes);
    }
    this.paint(chat);
    if (chat.isMine(item) || this.pinned) this.toEnd();
    else if (!old) $("newer").hidden = false;
  }

  paint(chat) {
    const { pressed, waiting } = chat.presses();
    for (const item of chat.items) {
      const node = item.kind === "card" && document.getElementById(item.id);
      if (node) this.view.paintPresses(node, item, pressed, waiting);
    }
  }

  /** Three dots while the bot has something to answer. */
  think(chat) {
    const busy = [...chat.waiting.values()].some((slow) => slow);
    if (busy && !this.dots) this.list.append((this.dots = this.view.thinking()));
    if (!busy && this.dots) {
      this.dots.remove();
      this.dots = null;
    }
    if (busy && this.pinned) this.toEnd();
  }

  /** Names the days anew, after the time moved: what was today is now 昨天. */
  rename() {
    for (const line of this.list.querySelectorAll(".day")) {
      line.textContent = this.times.dayName(line.dataset.at, this.now(), this.words);
    }
  }

  toEnd(smooth = false) {
    this.pinned = true;
    $("newer").hidden = true;
    this.frame.scrollTo({ top: this.frame.scrollHeight, behavior: smooth && !CALM.matches ? "smooth" : "instant" });
  }

  #nodes(chat, item, before) {
    const nodes = [];
    const newDay = !before || this.times.day(before.at) !== this.times.day(item.at);
    if (newDay) nodes.push(this.#dayLine(item.at));
    const same = before && before.kind !== "press" && before.person?.id === item.person?.id;
    const joined = Boolean(same && !newDay && new Date(item.at) - new Date(before.at) < JOIN_MS);
    nodes.push(this.view.draw(chat, item, joined));
    return nodes;
  }

  #dayLine(at) {
    const line = el("li.day", {}, this.times.dayName(at, this.now(), this.words));
    line.dataset.at = at;
    return line;
  }

  #hello(chat) {
    const title = chat.private ? this.words.hello.replace("{name}", this.me.name) : this.words.hello_group.replace("{name}", chat.title);
    const tries = this.suggestions.map((sentence) =>
      el("button", { type: "button", onclick: () => this.onTry(sentence) }, el("span.grow", {}, sentence), icon("right")),
    );
    return el("li.hello", {},
      el("img", { src: "/web/static/icon.svg", alt: "", width: 64, height: 64 }),
      el("h2", {}, title),
      el("p", {}, chat.private ? this.words.hello_text : this.words.hello_group_text),
      el("div.tries", {}, ...tries),
    );
  }
}
