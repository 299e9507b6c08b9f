// How each thing in a conversation looks: a person's bubble, the bot's card, the line that says who pressed what.

import { el, icon, isOff, setOff } from "./dom.js";

const FOLD_AT = 600;
/** Signs at the head of a line are drawn, so that they look alike everywhere; the emoji stays for copying and reading aloud. */
const SIGNS = [["✅", "done"], ["⏰", "clock"], ["🆕", "new"], ["⚠️", "warn"], ["⚠", "warn"]];

/** A line without the sign at its head, for a preview. */
export const unsigned = (line) => line.replace(new RegExp(`^(?:${SIGNS.map(([emoji]) => emoji).join("|")})\\s*`), "");

/** The lines “1 宏远彩印 · 沧州”, “2 …” that tell more of each choice: they are shown on the choices. Null unless each has one. */
function detailsOf(item) {
  const details = item.choices.map((_, index) => item.lines.slice(1).find((line) => line.startsWith(`${index + 1} `)));
  return details.length && details.every(Boolean) ? details : null;
}

export class ItemView {
  constructor({ me, people, words, times, onPress, onRetry }) {
    Object.assign(this, { me, words, times, onPress, onRetry });
    this.tones = new Map(people.map((person, index) => [person.id, index % 6]));
    this.names = people.map((person) => person.name);
  }

  /** The element of an item; `joined` when the one above is by the same person a moment ago. */
  draw(chat, item, joined) {
    if (item.kind === "press") return this.#press(item);
    const mine = item.person?.id === this.me.id;
    const node = el("li.item", { id: item.id });
    node.classList.toggle("mine", mine);
    node.classList.toggle("joined", joined);
    node.classList.toggle("unheard", item.heard === false);
    node.classList.toggle("sending", item.state === "sending");
    const body = el("div.body");
    if (!mine) {
      node.append(this.#avatar(item));
      if (!chat.private) body.append(el("span.from", {}, item.person?.name ?? this.words.brand));
    }
    body.append(...(item.kind === "card" ? [this.#card(chat, item)] : this.#bubble(item)), this.#meta(item, mine));
    node.append(body);
    return node;
  }

  thinking() {
    const dots = el("div.dots", { role: "img", ariaLabel: this.words.thinking }, el("i"), el("i"), el("i"));
    return el("li.item.thinking", {}, this.#avatar({}), el("div.body", {}, dots));
  }

  /** Shows on a card which of its buttons were pressed; a press of a choice settles the whole question. */
  paintPresses(node, item, pressed, waiting) {
    const asked = item.choices.length > 0;
    const answered = asked && [...item.choices, ...item.buttons].some((press) => pressed.has(press.action));
    for (const button of node.querySelectorAll("button[data-action]")) {
      const action = button.dataset.action;
      const chosen = pressed.has(action);
      button.classList.toggle("pressed", chosen);
      setOff(button, answered || waiting.has(action));
      button.querySelector(".ticked")?.remove();
      if (chosen) button.append(icon("tick", "ticked"));
    }
  }

  #avatar(item) {
    if (!item.person) return el("img.avatar", { src: "/web/static/icon.svg", alt: "" });
    const tone = this.tones.get(item.person.id) ?? 0;
    return el(`span.avatar.tone-${tone}`, { ariaHidden: "true" }, item.person.name.slice(-2));
  }

  #card(chat, item) {
    const card = el("div.card");
    const details = detailsOf(item);
    const lines = details ? item.lines.filter((line) => !details.includes(line)) : item.lines;
    lines.forEach((line, index) => card.append(this.#line(item, line, index === 0)));
    card.append(...(item.files ?? []).map((file) => this.#file(chat, file)));
    if (item.choices.length) {
      const rows = item.choices.map((press, index) => this.#button(item, press, index + 1, details?.[index]));
      card.append(el("div.choices", { role: "group" }, ...rows));
    }
    if (item.buttons.length) {
      card.append(el("div.buttons", { role: "group" }, ...item.buttons.map((press) => this.#button(item, press, 0))));
    }
    return card;
  }

  #line(item, line, first) {
    const sign = SIGNS.find(([emoji]) => line.startsWith(emoji));
    const said = el("span", {}, ...this.#withMentions(sign ? line.slice(sign[0].length).trimStart() : line, this.names));
    if (first && item.mention) said.prepend(el("span.at", {}, `@${item.mention}`), " ");
    if (first && item.repeat) said.append(" ", el("span.again", {}, `（${this.words.repeat}）`));
    const marks = sign ? [icon(sign[1], `sign-${sign[1]}`), el("span.vh", {}, sign[0])] : [];
    return el(first ? "p.first" : "p", {}, ...marks, said);
  }

  #file(chat, { id, name, kind }) {
    const href = `/web/file/${id}?${new URLSearchParams({ as: this.me.id, chat: chat.key })}`;
    const link = el("a", { href, target: "_blank", rel: "noopener" });
    link.className = kind === "image" ? "picture" : "link paper";
    link.append(kind === "image" ? el("img", { src: href, alt: name }) : `📎 ${name}`);
    return link;
  }

  #button(item, press, number, detail) {
    const button = el(press.primary ? "button.primary" : "button", {
      type: "button",
      onclick: () => isOff(button) || this.onPress(item, press, number ? `${number} ${press.label}` : press.label),
    });
    button.dataset.action = press.action;
    if (!number) button.append(press.label);
    else {
      const said = detail?.slice(detail.indexOf(" ") + 1) ?? press.label;
      button.append(el("span.n", {}, String(number)), el("span.grow", {}, said));
      if (!said.includes(press.label)) button.append(el("small", {}, press.label));
    }
    return button;
  }

  #bubble(item) {
    const bubble = el("div.bubble");
    if (item.heard && item.private === false && !item.raw) bubble.append(el("span.at", {}, `@${this.words.brand}`), " ");
    bubble.append(...this.#withMentions(item.text, item.mentions));
    if (item.text.length < FOLD_AT && item.text.split("\n").length < 14) return [bubble];
    bubble.classList.add("folded");
    const more = el("button.link.unfold", { type: "button", ariaExpanded: "false" }, this.words.more);
    more.addEventListener("click", () => {
      const folded = bubble.classList.toggle("folded");
      more.textContent = folded ? this.words.more : this.words.less;
      more.ariaExpanded = String(!folded);
    });
    return [bubble, more];
  }

  #withMentions(text, names) {
    const found = (names ?? []).filter((name) => name && text.includes(`@${name}`)).sort((a, b) => b.length - a.length);
    if (!found.length) return [text];
    const pieces = text.split(new RegExp(`(@(?:${found.map(escapeRegExp).join("|")}))`));
    return pieces.map((piece, index) => (index % 2 ? el("span.at", {}, piece) : piece));
  }

  #meta(item, mine) {
    const meta = el("div.meta", {}, el("time", { dateTime: item.at }, this.times.minute(item.at)));
    if (item.heard === false) meta.append(el("span", {}, this.words.not_heard));
    if (mine && item.state === "sending") meta.append(el("span", {}, this.words.sending));
    if (mine && item.state === "failed") meta.append(el("span.bad", {}, this.words.failed), this.#retry(item));
    return meta;
  }

  #retry(item) {
    return el("button.link", { type: "button", onclick: () => this.onRetry(item) }, this.words.retry);
  }

  #press(item) {
    const name = item.person.id === this.me.id ? this.words.me : item.person.name;
    const node = el("li.press", { id: item.id }, el("span", {}, this.words.pressed.replace("{name}", name)), el("b", {}, item.text));
    if (item.state === "failed") node.append(el("span.bad", {}, this.words.failed), this.#retry(item));
    return node;
  }
}

const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
