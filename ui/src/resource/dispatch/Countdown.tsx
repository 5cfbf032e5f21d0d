import { useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { absolute } from "@/shared/format";
import { serverNow } from "@/shared/serverClock";
import { onTick } from "@/shared/ui/ticking";
import { read, type Clock, type Reading } from "./clock";
import styles from "./Countdown.module.css";

/** The reading now; draws only who asks, and only when it says something else. */
export function useReading(clock: Clock): Reading {
  const said = useSyncExternalStore(onTick, () => JSON.stringify(read(clock, serverNow())));
  return useMemo(() => JSON.parse(said) as Reading, [said]);
}

interface Props {
  from?: string | null;
  warn?: string | null;
  due: string;
  bar?: boolean;
}

/** Time left until a clock ends, or since it did: colour and word, and a thin bar. */
export function Countdown({ from = null, warn = null, due, bar = false }: Props) {
  const { t } = useTranslation();
  const { tone, text, gone } = useReading({ from, warn, due });
  return (
    <span className={styles["clock"]} data-tone={tone}>
      <time dateTime={due} title={absolute(due)}>
        {t(`screens.clock.${tone}`, { time: text })}
      </time>
      {bar && (
        <i aria-hidden="true">
          <b style={{ width: `${100 - gone}%` }} />
        </i>
      )}
    </span>
  );
}
