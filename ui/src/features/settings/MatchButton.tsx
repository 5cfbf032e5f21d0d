import { Button } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { MessengerPerson } from "@/api/types";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

const AT_ONCE = 50; // that one request takes

interface Props {
  name: string;
  people: readonly MessengerPerson[];
  onDone: () => void;
}

/** Has the messenger say who the people listed are, by their mobile numbers; only who is not known there is asked for. */
export function MatchButton({ name, people, onDone }: Props) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const unknown = people.filter(({ accounts }) => !accounts[name]).map(({ id }) => id);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      let found = 0;
      for (let start = 0; start < unknown.length; start += AT_ONCE) {
        const body = { user_ids: unknown.slice(start, start + AT_ONCE) };
        const { results } = must(await api.POST("/api/v1/messengers/{name}/matches", { params: { path: { name } }, body }));
        found += results.filter(({ ok }) => ok).length;
      }
      return found;
    },
    onSuccess: (n) => toast(n > 0 ? "good" : "plain", t("messengers.matched", { n })),
    onError: tell,
    onSettled: onDone,
  });
  return (
    <Button loading={isPending} disabled={unknown.length === 0} onClick={() => mutate()}>
      {t(`messengers.name.${name}`)} · {t("messengers.match")}
    </Button>
  );
}
