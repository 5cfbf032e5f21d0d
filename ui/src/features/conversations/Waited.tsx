import { useSyncExternalStore } from "react";
import { absolute } from "@/shared/format";
import { serverNow } from "@/shared/serverClock";
import { onTick } from "@/shared/ui/ticking";
import { waitedText, waitedTone } from "./waited";
import styles from "./Console.module.css";

/** How long somebody waits by now, by the server's clock. */
export function Waited({ since }: { since: string }) {
  const seconds = useSyncExternalStore(onTick, () => Math.max(0, Math.floor((serverNow() - Date.parse(since)) / 1000)));
  return (
    <time className={styles["waited"]} data-tone={waitedTone(seconds)} dateTime={since} title={absolute(since)}>
      {waitedText(seconds)}
    </time>
  );
}
