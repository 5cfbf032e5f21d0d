import { useMutation } from "@tanstack/react-query";
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKey } from "@/resource/form/useSubmit";
import { useRefresh } from "@/resource/useRecord";
import { useTellFailure } from "@/shared/ui/useTell";
import { addItem, type Place } from "./planApi";
import styles from "./Plans.module.css";
import { useDayOff } from "./useDayOff";

/** One line: what is typed becomes an item with Enter, and the next one can be typed. */
export function QuickAdd({ place, count }: { place: Place; count: number }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState("");
  const keyFor = useKey();
  const anyway = useDayOff();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const { mutate, isPending } = useMutation({
    // the same words a second time are a second item once the first is there
    mutationFn: (typed: string) => anyway((meant) => addItem(place, { title: typed } as never, meant, keyFor({ typed, place, count }))),
    onSuccess: (made) => {
      if (made) setTitle("");
    },
    onError: tell,
    onSettled: () => refresh("plan"),
  });
  const add = (): void => {
    const typed = title.trim();
    if (typed && !isPending) mutate(typed);
  };
  return (
    <div className={styles["add"]}>
      <Input value={title} maxLength={200} placeholder={t("screens.plans.add")} aria-label={t("screens.plans.addLabel")} aria-busy={isPending} enterKeyHint="done" onChange={(event) => setTitle(event.target.value)} onPressEnter={add} />
    </div>
  );
}
