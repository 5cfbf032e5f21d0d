import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "@/shared/theme/choice";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { wordsQuery, type PulseUnit } from "./pulseApi";
import styles from "./Pulse.module.css";

function counted(words: readonly string[]): [string, number][] {
  const found = new Map<string, number>();
  for (const one of words) found.set(one, (found.get(one) ?? 0) + 1);
  return [...found];
}

/** What people of a unit added, in no order and without names. */
export function Words({ pulse, unit, onClose }: { pulse: number; unit: PulseUnit; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { data, error, isPending, refetch } = useQuery(wordsQuery(pulse, unit.id));
  return (
    <Drawer open title={t("screens.pulse.wordsOf", { name: unit.name })} onClose={onClose} size={phone ? "100%" : 440}>
      {isPending && <PageSkeleton />}
      {error && <Failing error={error} onRetry={() => void refetch()} />}
      {data?.words.length === 0 && <Empty title={t("screens.pulse.noWords")} />}
      <ul className={styles["words"]}>
        {counted(data?.words ?? []).map(([words, times]) => (
          <li key={words}>
            {words} {times > 1 && <small>× {times}</small>}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
