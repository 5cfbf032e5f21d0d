/// <reference lib="webworker" />
/** Holds the one EventSource of this browser and passes its messages to every tab. */
import { Line } from "./line";
import type { LiveCommand, LiveMessage } from "./protocol";
import { Recent } from "./recent";

const tabs = new Set<MessagePort>();
const recent = new Recent();
const line = new Line("/events", (message: LiveMessage) => {
  recent.keep(message);
  for (const tab of tabs) tab.postMessage(message);
});

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  tabs.add(port);
  port.addEventListener("message", ({ data }: MessageEvent<LiveCommand>) => line.command(data));
  port.start();
  const { since, messages } = recent.told(line.since);
  port.postMessage((line.state === "open" ? { type: "state", state: "open", since } : { type: "state", state: line.state }) satisfies LiveMessage);
  for (const message of messages) port.postMessage(message);
});
