/// <reference lib="webworker" />
/** Holds the one EventSource of this browser and passes its messages to every tab. */
import { Line } from "./line";
import type { LiveCommand, LiveMessage } from "./protocol";

const tabs = new Set<MessagePort>();
const line = new Line("/events", (message: LiveMessage) => {
  for (const tab of tabs) tab.postMessage(message);
});

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  tabs.add(port);
  port.addEventListener("message", ({ data }: MessageEvent<LiveCommand>) => line.command(data));
  port.start();
  port.postMessage({ type: "state", state: line.state } satisfies LiveMessage);
});
