import { useTranslation } from "react-i18next";
import { busyChoices, busyUntil } from "@/shared/session/busy";
import { useMe } from "@/shared/session/session";
import { clock } from "@/shared/format";
import { useNow } from "@/shared/ui/useNow";

export interface BusyChoice {
  /** 0 ends it. */
  minutes: number;
  label: string;
}

/** Whether I take leads just now, in a word, and what I may say about being busy. */
export function usePresence() {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const until = me.on_duty ? busyUntil(me.busy_until, now) : null;
  const ending = until ? [{ minutes: 0, label: t("shell.me.endBusy") }] : [];
  const choices: BusyChoice[] = until ? ending : busyChoices(me).map((minutes) => ({ minutes, label: t("shell.me.busyFor", { minutes }) }));
  const words = until ? t("shell.me.busyUntil", { time: clock(new Date(until)) }) : t(me.on_duty ? "shell.me.on" : "shell.me.off");
  const left = choices.length === 0 ? "" : t("shell.me.busyLeft", { n: me.busy_left });
  const hint = until ? words : left;
  return { onDuty: me.on_duty, state: until ? "busy" : me.on_duty ? "on" : "off", words, choices, hint } as const;
}
