// The demonstration's clock: shows its time, and moves it on.

import { $, isOff, setOff } from "./dom.js";
import { post } from "./net.js";

export class Clock {
  constructor({ words, times, onError, onShown }) {
    Object.assign(this, { words, times, onError, onShown, now: null });
    this.buttons = [...document.querySelectorAll("[data-jump]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.#jump(button));
  }

  /** Shows what the door says of the time: {now, next}. */
  show({ now, next }) {
    this.now = now;
    this.next = next;
    const long = matchMedia("(min-width: 761px)").matches;
    const shown = long ? `${this.times.date(now)} ${this.times.minute(now)}` : this.times.short(now);
    if ($("now").textContent !== shown) $("now").textContent = shown;
    $("now").dateTime = now;
    $("next").textContent = next ? this.words.next_at + this.times.short(next) : this.words.no_next;
    const jump = this.buttons.find((button) => button.dataset.jump === "next");
    jump.title = $("next").textContent;
    this.onShown();
  }

  toast(sentence) {
    $("toast").textContent = sentence;
    $("toast").classList.add("shown");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => $("toast").classList.remove("shown"), 2600);
  }

  async #jump(button) {
    if (isOff(button)) return;
    this.buttons.forEach((one) => setOff(one, true));
    try {
      const answer = await post("/web/clock", { to: button.dataset.jump });
      this.show(answer);
      this.toast(answer.moved ? this.words.moved + this.times.short(answer.now) : this.words.no_next);
    } catch {
      this.onError();
    } finally {
      this.buttons.forEach((one) => setOff(one, false));
    }
  }
}
