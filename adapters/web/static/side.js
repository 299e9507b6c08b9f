// The left side: which chat is open, what is unread, whose private chat stirred; on a phone a drawer.

import { $ } from "./dom.js";

export class Side {
  constructor({ words, times, chats, onOpen }) {
    Object.assign(this, { words, times, chats });
    this.rows = new Map([...document.querySelectorAll("[data-chat]")].map((row) => [row.dataset.chat, row]));
    for (const [key, row] of this.rows) {
      row.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        this.drawer(false);
        onOpen(key);
      });
    }
    $("open-side").addEventListener("click", () => this.drawer(true));
    $("close-side").addEventListener("click", () => this.drawer(false));
    $("scrim").addEventListener("click", () => this.drawer(false));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.drawer(false));
    matchMedia("(max-width: 760px)").addEventListener("change", () => this.drawer(false));
  }

  drawer(open) {
    const was = document.body.classList.contains("drawer");
    if (was === open) return;
    document.body.classList.toggle("drawer", open);
    $("talk").inert = open;
    $("open-side").ariaExpanded = String(open);
    (open ? $("close-side") : $("open-side")).focus();
  }

  current(key) {
    for (const [other, row] of this.rows) {
      if (other === key) row.setAttribute("aria-current", "page");
      else row.removeAttribute("aria-current");
    }
  }

  /** Unread numbers, last words and their time on every chat. */
  marks(open) {
    let elsewhere = false;
    for (const [key, row] of this.rows) {
      const chat = this.chats.get(key);
      const preview = chat.preview();
      if (preview) {
        row.querySelector(".preview").textContent = preview.text;
        row.querySelector(".when").textContent = this.times.minute(preview.at);
      }
      const badge = row.querySelector(".badge");
      badge.hidden = !chat.unread;
      badge.textContent = chat.unread > 99 ? "99+" : String(chat.unread);
      badge.ariaLabel = `${chat.unread} ${this.words.unread}`;
      elsewhere ||= chat !== open && chat.unread > 0;
    }
    $("menu-dot").hidden = !elsewhere && !document.querySelector("[data-person] .dot:not([hidden])");
  }

  /** Something arrived in another person's private chat. */
  stir(person) {
    const dot = document.querySelector(`[data-person="${CSS.escape(person)}"] .dot`);
    if (dot) dot.hidden = false;
    $("menu-dot").hidden = false;
  }

  /** The line to the door is gone or back. */
  offline(gone) {
    clearTimeout(this.timer);
    if (gone) this.timer = setTimeout(() => this.#banner(this.words.offline), 600);
    else if ($("offline").textContent) {
      this.#banner("");
    }
  }

  #banner(text) {
    $("offline").textContent = text;
    $("offline").hidden = !text;
  }
}
