import { useMutation } from "@tanstack/react-query";
import { Input } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKey } from "@/resource/form/useSubmit";
import { useRefresh } from "@/resource/useRecord";
import { useTellFailure } from "@/shared/ui/useTell";
import { addItem, type Place } from "./planApi";
import styles from "./Plans.module.css";
import { useDayOff } from "./useDayOff";

interface Line {
  typed: string;
  key: string;
}

/** One line: what is typed becomes an item with Enter, and the next one can be typed at once; they are added one after the other. */
export function QuickAdd({ place }: { place: Place }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState("");
  const added = useRef(0);
  const keyFor = useKey();
  const anyway = useDayOff();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const { mutate, isPending } = useMutation({
    scope: { id: "plan.add" },
    mutationFn: ({ typed, key }: Line) => anyway((meant) => addItem(place, { title: typed } as never, meant, key)),
    onSuccess: (made, { typed }) => {
      if (!made) return;
      added.current += 1;
      setTitle((now) => (now.trim() === typed ? "" : now));
    },
    onError: tell,
    onSettled: () => refresh("plan"),
  });
  const add = (): void => {
    const typed = title.trim();
    // the same words a second time are a second item once the first is there; Enter twice is one
    if (typed) mutate({ typed, key: keyFor({ typed, place, added: added.current }) });
  };
  return (
    <div className={styles["add"]}>
      <Input value={title} maxLength={200} placeholder={t("screens.plans.add")} aria-label={t("screens.plans.addLabel")} aria-busy={isPending} enterKeyHint="done" onChange={(event) => setTitle(event.target.value)} onPressEnter={add} />
    </div>
  );
}
