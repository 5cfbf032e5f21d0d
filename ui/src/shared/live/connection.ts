import { Line } from "./line";
import type { LiveCommand, LiveMessage } from "./protocol";

export interface Connection {
  send(command: LiveCommand): void;
}

/** Connects this tab to the browser's line: through a SharedWorker, or by itself where there is none. */
export function connect(onMessage: (message: LiveMessage) => void): Connection {
  if (typeof SharedWorker === "undefined") return direct(onMessage);
  try {
    return shared(onMessage);
  } catch {
    return direct(onMessage);
  }
}

function shared(onMessage: (message: LiveMessage) => void): Connection {
  const worker = new SharedWorker(new URL("./worker.ts", import.meta.url), { type: "module", name: "dabiao-live" });
  let fallback: Connection | null = null;
  worker.addEventListener("error", () => {
    fallback ??= direct(onMessage);
    fallback.send("start");
  });
  worker.port.addEventListener("message", ({ data }: MessageEvent<LiveMessage>) => onMessage(data));
  worker.port.start();
  return { send: (command) => (fallback ? fallback.send(command) : worker.port.postMessage(command)) };
}

function direct(onMessage: (message: LiveMessage) => void): Connection {
  const line = new Line("/events", onMessage);
  return { send: (command) => line.command(command) };
}
