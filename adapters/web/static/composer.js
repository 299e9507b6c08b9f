// The box to write in: grows, keeps a draft a chat, sends on Enter (never while an input method is composing), names people on @.

import { $, el, setOff } from "./dom.js";

export class Composer {
  constructor({ me, people, words, onSend }) {
    Object.assign(this, { me, words, onSend });
    this.box = $("box");
    this.list = $("mentions");
    this.names = [words.brand, ...people.filter(({ id }) => id !== me.id).map(({ name }) => name)];
    this.notes = new Map(people.map((person) => [person.name, `${person.role}${person.team ? ` · ${person.team}` : ""}`]));
    this.privately = matchMedia("(hover: hover) and (min-width: 761px)").matches ? words.keys : words.demo_short;
    this.options = [];
    this.at = `@${words.brand} `;
    this.#listen();
  }

  /** Turns to another chat: its draft comes back; in a group an empty box starts with @跟进. */
  open(chat) {
    this.#keepDraft();
    this.chat = chat;
    this.set(sessionStorage.getItem(this.#draftKey()) ?? this.#start());
    this.box.placeholder = chat.private ? this.words.write : this.words.write_group;
  }

  set(text) {
    this.box.value = text;
    this.box.setSelectionRange(text.length, text.length);
    this.#changed();
  }

  clear() {
    this.set(this.#start());
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  /** Takes the focus where that does not bring up a keyboard on the glass. */
  invite() {
    if (matchMedia("(hover: hover)").matches) this.focus();
  }

  fail(sentence) {
    $("error").textContent = sentence;
    $("error").hidden = false;
  }

  /** What would be sent: nothing when there are no words beside @跟进. */
  text() {
    const text = this.box.value.trim();
    return text === this.at.trim() ? "" : text;
  }

  #start() {
    return this.chat.private ? "" : this.at;
  }

  #draftKey() {
    return `genjin:draft:${this.me.id}:${this.chat.key}`;
  }

  #keepDraft() {
    if (!this.chat) return;
    try {
      if (this.text()) sessionStorage.setItem(this.#draftKey(), this.box.value);
      else sessionStorage.removeItem(this.#draftKey());
    } catch {
      // A draft too large for the browser's store stays in the box alone.
    }
  }

  #listen() {
    $("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.text()) this.onSend(this.box.value.trim());
      this.focus();
    });
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("input", () => this.#changed());
    this.box.addEventListener("blur", () => setTimeout(() => this.#close(), 150));
    addEventListener("pagehide", () => this.#keepDraft());
    $("add-at").addEventListener("click", () => {
      this.set(this.at + this.box.value.trimStart());
      this.focus();
    });
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (this.options.length && this.#keyInList(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      $("form").requestSubmit();
    }
  }

  #keyInList(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose((this.chosen + step + this.options.length) % this.options.length);
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.options[this.chosen]);
    else if (event.key === "Escape") this.#close();
    else return false;
    event.preventDefault();
    return true;
  }

  #changed() {
    $("error").hidden = true;
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
    setOff($("send"), !this.text());
    this.#hint();
    this.#suggest();
  }

  #hint() {
    const unheard = !this.chat.private && this.text() !== "" && !/[@＠](跟进|genjin)/i.test(this.box.value);
    $("hint").textContent = unheard ? this.words.not_heard : this.chat.private ? this.privately : this.words.group_hint;
    $("hint").classList.toggle("alert", unheard);
    $("add-at").hidden = !unheard;
  }

  #suggest() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    const typed = document.activeElement === this.box && before.match(/[@＠]([^\s@＠]{0,12})$/);
    const options = typed && !this.chat.private ? this.names.filter((name) => name.startsWith(typed[1]) && name !== typed[1]) : [];
    if (!options.length) return this.#close();
    this.options = options;
    this.typed = typed[1];
    this.list.replaceChildren(
      ...options.map((name, index) =>
        el("li", { id: `at-${index}`, role: "option", onmousedown: (event) => event.preventDefault(), onclick: () => this.#take(name) },
          el("span.grow", {}, `@${name}`), el("small", {}, this.notes.get(name) ?? this.words.tagline)),
      ),
    );
    this.list.hidden = false;
    return this.#choose(0);
  }

  #choose(index) {
    this.chosen = index;
    [...this.list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === index)));
    this.list.children[index].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `at-${index}`);
  }

  #take(name) {
    const caret = this.box.selectionStart;
    const head = this.box.value.slice(0, caret - this.typed.length);
    const tail = this.box.value.slice(caret).trimStart();
    this.box.value = `${head}${name} ${tail}`;
    this.box.setSelectionRange(head.length + name.length + 1, head.length + name.length + 1);
    this.#close();
    this.#changed();
    this.focus();
  }

  #close() {
    this.options = [];
    this.list.hidden = true;
    this.box.removeAttribute("aria-activedescendant");
  }
}
