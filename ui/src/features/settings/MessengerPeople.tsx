import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Messenger, MessengerPerson } from "@/api/types";
import { useSettled } from "@/shared/useSettled";
import { MessengerAccount } from "./MessengerAccount";
import { MatchButton } from "./MatchButton";
import styles from "./Messengers.module.css";
import { PasteAccounts } from "./PasteAccounts";
import { SettingsTable } from "./SettingsTable";

const PAGE = 50;

interface Props {
  messengers: readonly Messenger[];
  onChanged: () => void;
}

/** Who everybody is in each messenger: typed one by one, pasted, or looked up by mobile number. */
export function MessengerPeople({ messengers, onChanged }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const [pasting, setPasting] = useState(false);
  const q = useSettled(typed.trim(), 200);
  const { data, refetch } = $api.useQuery("get", "/api/v1/messenger-people", { params: { query: { q, limit } } }, { placeholderData: (former) => former });
  const again = (): void => {
    void refetch();
    onChanged();
  };
  const items = data?.items ?? [];
  const names = messengers.map(({ name }) => name);
  return (
    <section className={styles["people"]}>
      <h2>{t("messengers.accounts")}</h2>
      <p className={styles["words"]}>{t("messengers.accountsText")}</p>
      <div className={styles["tools"]}>
        <Input.Search allowClear style={{ width: 200 }} placeholder={t("messengers.search")} aria-label={t("messengers.search")} value={typed} onChange={({ target }) => setTyped(target.value)} />
        <Button onClick={() => setPasting(true)}>{t("messengers.paste")}</Button>
        {messengers.filter(({ ready }) => ready).map(({ name }) => (
          <MatchButton key={name} name={name} people={items} onDone={again} />
        ))}
      </div>
      <SettingsTable
        none={t("messengers.none")}
        headings={[t("messengers.person"), t("messengers.login"), ...names.map((name) => t(`messengers.name.${name}`))]}
        items={items}
        row={(person) => <Row key={person.id} person={person} names={names} onDone={again} />}
      />
      {data?.next && limit < 200 && <Button onClick={() => setLimit(200)}>{t("messengers.more")}</Button>}
      {pasting && <PasteAccounts names={names} onClose={() => setPasting(false)} onDone={again} />}
    </section>
  );
}

function Row({ person, names, onDone }: { person: MessengerPerson; names: readonly string[]; onDone: () => void }) {
  return (
    <tr>
      <th scope="row">{person.name}</th>
      <td>{person.login}</td>
      {names.map((name) => (
        <td key={name} className={styles["cell"]}>
          <MessengerAccount key={person.accounts[name] ?? ""} name={name} person={person} onDone={onDone} />
        </td>
      ))}
      <td />
    </tr>
  );
}
