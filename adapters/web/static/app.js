// The page: ties the chats, the conversation, the box, the clock and the line to the door together.

import { Chat } from "./chats.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { $, el, icon } from "./dom.js";
import { ItemView } from "./items.js";
import { Log } from "./log.js";
import { Refused, bytes, get, live, post } from "./net.js";
import { Side } from "./side.js";
import { clockwork } from "./times.js";

const HIDDEN = "genjin:suggestions-hidden";
const SLOW_MS = 350;
const GIVE_UP_MS = 60000;

class App {
  constructor(setup) {
    const { me, people, words, suggestions } = setup;
    Object.assign(this, { setup, me, words });
    this.times = clockwork(setup.zone, setup.lang);
    this.chats = new Map(setup.chats.map((chat) => [chat.key, new Chat(chat, me)]));
    this.view = new ItemView({ me, people, words, times: this.times, onPress: (...press) => this.press(...press), onRetry: (item) => this.retry(item) });
    this.log = new Log({ view: this.view, words, times: this.times, suggestions, me, onTry: (sentence) => this.tryOut(sentence) });
    this.composer = new Composer({ me, people, words, onSend: (text) => this.say(text) });
    this.clock = new Clock({ words, times: this.times, onError: () => this.composer.fail(words.error), onShown: () => this.log.rename() });
    this.log.now = () => this.clock.now;
    this.side = new Side({ words, times: this.times, chats: this.chats, onOpen: (key) => this.open(key, true) });
    this.tried = new Set();
    this.hidden = sessionStorage.getItem(HIDDEN) !== null;
  }

  start() {
    if (!this.chats.size) return;
    const asked = new URLSearchParams(location.search).get("chat");
    this.open(this.chats.has(asked) ? asked : this.chats.keys().next().value, false);
    addEventListener("popstate", () => this.open(new URLSearchParams(location.search).get("chat") ?? this.chats.keys().next().value, false));
    document.addEventListener("visibilitychange", () => document.hidden || this.#seen(this.chat));
    live({ as: this.me.id }, (event) => this.#heard(event), (up) => this.#line(up));
  }

  /** Turns to a chat; `push` puts it into the browser's history. */
  open(key, push) {
    if (!this.chats.has(key)) return;
    this.chat = this.chats.get(key);
    if (push) {
      const query = new URLSearchParams(location.search);
      query.set("as", this.me.id);
      query.set("chat", key);
      history.pushState(null, "", `?${query}`);
    }
    $("title").textContent = this.chat.title;
    $("subtitle").textContent = this.chat.private ? this.words.private_sub : this.words.group_sub;
    this.side.current(key);
    this.composer.open(this.chat);
    this.log.draw(this.chat);
    this.#suggestions();
    this.#seen(this.chat);
    this.composer.invite();
  }

  /** Says what stands in the box; what is too long stays there with a sentence. */
  say(text) {
    const draft = { key: crypto.randomUUID(), as: this.me.id, chat: this.chat.key, text };
    if (bytes(JSON.stringify(draft)) > this.setup.limit) return this.composer.fail(this.words.too_long);
    this.composer.clear();
    return this.#deliver(draft, { kind: "text", text, raw: true, heard: true });
  }

  press(item, press, label) {
    const draft = { key: crypto.randomUUID(), as: this.me.id, chat: this.chat.key, text: label, press: press.action };
    return this.#deliver(draft, { kind: "press", text: label, press: press.action });
  }

  tryOut(sentence) {
    this.tried.add(sentence);
    this.say(this.chat.private ? sentence : this.composer.at + sentence);
    this.#suggestions();
    this.composer.invite();
  }

  retry(item) {
    return this.#deliver(item.draft, item);
  }

  async #deliver(draft, look) {
    const chat = this.chats.get(draft.chat);
    const at = this.clock.now ?? new Date().toISOString();
    const pending = { mentions: [this.words.brand], private: chat.private, person: this.me, at, ...look, id: `m:${draft.key}`, draft, state: "sending" };
    this.#show(chat, pending);
    this.#wait(chat, pending);
    try {
      const { item } = await post("/web/message", draft);
      this.#show(chat, item);
      if (item.heard === false) this.#settle(chat, item.id);
    } catch (error) {
      this.#settle(chat, pending.id);
      if (error instanceof Refused) this.#takeBack(chat, pending, error);
      else if (chat.items.includes(pending)) this.#show(chat, { ...pending, state: "failed" });
    }
  }

  /** The door will never take it: the words go back into the box, with the door's sentence. */
  #takeBack(chat, item, error) {
    chat.remove(item.id);
    if (chat === this.chat) this.log.draw(chat);
    if (item.kind === "text" && chat === this.chat && !this.composer.text()) this.composer.set(item.text);
    this.composer.fail(error.status === 413 ? this.words.too_long : error.message);
  }

  #show(chat, item) {
    const fresh = chat.upsert(item);
    if (chat === this.chat) {
      this.log.put(chat, item);
      this.#seen(chat);
      if (fresh) this.#suggestions();
    }
    if (fresh && !chat.isMine(item) && (chat !== this.chat || document.hidden)) chat.arrive(item);
    this.#marks();
  }

  /** The bot has something to answer: the dots come when that takes a moment, and go when it is settled. */
  #wait(chat, item) {
    if (chat.settled.has(item.id) || chat.waiting.has(item.id) || item.heard === false) return;
    chat.waiting.set(item.id, false);
    setTimeout(() => {
      if (!chat.waiting.has(item.id)) return;
      chat.waiting.set(item.id, true);
      if (chat === this.chat) this.log.think(chat);
    }, SLOW_MS);
    setTimeout(() => this.#settle(chat, item.id), GIVE_UP_MS);
  }

  #settle(chat, id) {
    chat.waiting.delete(id);
    if (chat !== this.chat) return;
    this.log.think(chat);
    this.log.paint(chat);
  }

  #heard(event) {
    const chat = this.chats.get(event.chat);
    if (event.type === "clock") this.clock.show(event);
    else if (event.type === "stir") this.side.stir(event.person);
    else if (event.type === "settled" && chat) {
      chat.settled.add(`m:${event.key}`);
      this.#settle(chat, `m:${event.key}`);
    } else if (event.type === "item" && chat && !(event.item.repeat && chat.has(event.item.id))) {
      this.#show(chat, event.item);
      if (event.item.person) this.#wait(chat, event.item);
    }
  }

  #line(up) {
    this.side.offline(!up);
    if (up) this.#catchUp();
  }

  /** After the line came up: every chat is read again, and what could not be sent goes out with its old key. */
  async #catchUp() {
    for (const chat of this.chats.values()) {
      const answer = await get("/web/history", { as: this.me.id, chat: chat.key }).catch(() => null);
      if (!answer) continue;
      chat.merge(answer.items);
      if (chat === this.chat) {
        this.log.draw(chat, true);
        this.#suggestions();
        this.#seen(chat);
      } else chat.countUnread();
      for (const item of chat.items.filter(({ state }) => state === "failed")) this.retry(item);
    }
    this.#marks();
  }

  #seen(chat) {
    if (!document.hidden && chat.loaded) chat.markSeen();
    this.#marks();
  }

  #marks() {
    this.side.marks(this.chat);
    const unread = [...this.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
    document.title = `${unread ? `(${unread}) ` : ""}${this.words.brand} · ${this.me.name}`;
  }

  /** The sentences that have not been tried yet stay at hand above the box once the conversation has begun. */
  #suggestions() {
    const left = this.setup.suggestions.filter((sentence) => !this.tried.has(sentence) && !this.#said(sentence));
    const row = $("suggest");
    row.hidden = !left.length || !this.chat.items.length || this.hidden;
    row.replaceChildren(
      el("div.chips", {}, ...left.map((sentence) => el("button", { type: "button", title: sentence, onclick: () => this.tryOut(sentence) }, sentence))),
      el("button.hide", { type: "button", ariaLabel: this.words.hide, title: this.words.hide, onclick: () => this.#hideSuggestions() }, icon("close")),
    );
  }

  #said(sentence) {
    return this.chat.items.some((item) => item.kind === "text" && item.text.includes(sentence));
  }

  #hideSuggestions() {
    this.hidden = true;
    sessionStorage.setItem(HIDDEN, "1");
    this.#suggestions();
    this.composer.invite();
  }
}

new App(JSON.parse(document.body.dataset.setup)).start();
