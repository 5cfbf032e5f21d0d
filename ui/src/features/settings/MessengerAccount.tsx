import { Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { MessengerPerson } from "@/api/types";
import { useIsPhone } from "@/shared/theme/choice";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

interface Props {
  name: string;
  person: MessengerPerson;
  onDone: () => void;
}

/** Who one person is in one messenger; kept when the field is left. */
export function MessengerAccount({ name, person, onDone }: Props) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const phone = useIsPhone();
  const kept = person.accounts[name] ?? "";
  const [typed, setTyped] = useState(kept);
  const [wrong, setWrong] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: async (account: string) => {
      const body = { rows: [{ login: person.login, account }] };
      return must(await api.POST("/api/v1/messengers/{name}/accounts", { params: { path: { name } }, body }));
    },
    onSuccess: ({ results: [row] }) => {
      setWrong(!row?.ok);
      if (!row?.ok) return toast("bad", row?.detail ?? "");
      toast("good", t("messengers.saved"));
      onDone();
    },
    onError: tell,
  });
  const keep = (): void => {
    if (!isPending && typed.trim() !== kept) mutate(typed.trim());
  };
  return (
    <Input
      size="small"
      maxLength={128}
      autoComplete="off"
      placeholder={phone ? t(`messengers.name.${name}`) : ""}
      aria-label={`${person.name} · ${t(`messengers.name.${name}`)}`}
      {...(wrong && { status: "error" as const })}
      disabled={isPending}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={keep}
      onPressEnter={keep}
    />
  );
}
