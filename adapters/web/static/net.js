// Talking to the door: requests by fetch, events by one WebSocket that finds its way back.

export class Refused extends Error {}

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const error = response.status < 500 ? new Refused(body.error || `HTTP ${response.status}`) : new Error(`HTTP ${response.status}`);
  error.status = response.status;
  throw error;
}

/** Resolves to the JSON answer; throws Refused when the door says why not, anything else is worth another try. */
export async function post(path, value) {
  const body = JSON.stringify(value);
  return answered(await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body }));
}

export async function get(path, query) {
  return answered(await fetch(`${path}?${new URLSearchParams(query)}`, { cache: "no-store" }));
}

export const bytes = (value) => new TextEncoder().encode(value).length;

/** Calls onEvent for each event; onState(true|false) as the line comes and goes. Tries again after 0.5, 1, 2, 4, then every 5 s. */
export function live(query, onEvent, onState) {
  let tries = 0;
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/web/live?${new URLSearchParams(query)}`);
    socket.addEventListener("open", () => {
      tries = 0;
      onState(true);
    });
    socket.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      onState(false);
      setTimeout(connect, Math.min(500 * 2 ** tries++, 5000) * (0.8 + Math.random() * 0.4));
    });
  };
  connect();
}
