// What each chat holds, in order, with what has not been read; merged from history, live events and what is being sent.

import { unsigned } from "./items.js";

const SEEN = "genjin:seen";

export class Chat {
  constructor(setup, me) {
    Object.assign(this, setup);
    this.items = [];
    this.unread = 0;
    this.loaded = false;
    this.arrived = new Set();
    this.waiting = new Map();
    this.settled = new Set();
    this.seenKey = `${SEEN}:${me.id}:${this.key}`;
    this.me = me;
  }

  /** Adds an item at the end, or puts the door's word in place of what was being sent. Returns whether it is new. */
  upsert(item) {
    const at = this.items.findIndex(({ id }) => id === item.id);
    if (at < 0) this.items.push(item);
    else this.items[at] = item;
    return at < 0;
  }

  has(id) {
    return this.items.some((item) => item.id === id);
  }

  remove(id) {
    this.items = this.items.filter((item) => item.id !== id);
  }

  /** History is the order; what it does not know (unsent, or said past the bot) keeps its place after what it followed. */
  merge(history) {
    const known = new Set(history.map(({ id }) => id));
    const merged = [...history];
    let before = null;
    for (const item of this.items) {
      if (!known.has(item.id) && (item.heard === false || item.state)) {
        const at = merged.findIndex(({ id }) => id === before);
        merged.splice(before !== null && at >= 0 ? at + 1 : merged.length, 0, item);
      }
      before = item.id;
    }
    this.items = merged;
    this.loaded = true;
  }

  isMine(item) {
    return item.person?.id === this.me.id;
  }

  /** After a catch-up: what came after the last thing seen here is unread. At first all is seen that did not come live. */
  countUnread() {
    const seen = localStorage.getItem(this.seenKey) ?? this.items.findLast(({ id }) => !this.arrived.has(id))?.id ?? "";
    localStorage.setItem(this.seenKey, seen);
    const at = this.items.findIndex(({ id }) => id === seen);
    this.unread = this.items.slice(at + 1).filter((item) => !this.isMine(item)).length;
  }

  arrive(item) {
    this.arrived.add(item.id);
    this.unread += 1;
  }

  markSeen() {
    this.unread = 0;
    this.arrived.clear();
    const last = this.items.at(-1);
    localStorage.setItem(this.seenKey, last ? last.id : "");
  }

  /** The action strings that I have pressed here, and those whose press is still being worked on. */
  presses() {
    const mine = this.items.filter((item) => item.kind === "press" && this.isMine(item));
    const waiting = mine.filter((item) => item.state === "sending" || this.waiting.has(item.id));
    return { pressed: new Set(mine.map(({ press }) => press)), waiting: new Set(waiting.map(({ press }) => press)) };
  }

  preview() {
    const last = this.items.at(-1);
    if (!last) return null;
    const text = last.kind === "card" ? last.lines.map(unsigned).join(" ") : last.text;
    const who = last.kind === "card" || this.isMine(last) || this.private ? "" : `${last.person.name}: `;
    return { text: who + text.slice(0, 80), at: last.at };
  }
}
