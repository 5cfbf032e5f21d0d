import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Member, Opportunity } from "@/api/types";
import { Relation } from "@/resource/detail/Relation";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { PARTS } from "./opportunityResource";
import styles from "./OpportunityRelations.module.css";

const PART: Field = { name: "part", kind: "select", enum: "part", values: PARTS, chips: true, required: true };

const put = (id: number, user: number, part: Member["part"]) => api.POST("/api/v1/opportunities/{id}/team", { params: { path: { id } }, body: { user_id: user, part } });

const adding = ({ id }: Opportunity): Question => ({
  title: "screens.opportunity.team.addTitle",
  ok: "screens.opportunity.team.add",
  fields: [{ name: "user_id", kind: "person", required: true, help: "screens.opportunity.team.addHelp" }, PART],
  initial: { part: "supports" },
  submit: ({ user_id: user, part }) => put(id, Number(user), part as Member["part"]),
});

const editing = ({ id }: Opportunity, { user_id: user, name, part: now }: Member): Question => ({
  title: "screens.opportunity.team.editTitle",
  named: { name },
  fields: [PART],
  initial: { part: now },
  submit: ({ part }) => put(id, user, part as Member["part"]),
});

function useRemove({ id }: Opportunity) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const renew = (): void => refresh("opportunity");
  return ({ user_id: user, name, part }: Member): void => {
    const undo = { label: t("shell.undo"), key: true, run: () => void put(id, user, part).catch(tell).finally(renew) };
    void api
      .DELETE("/api/v1/opportunities/{id}/team/{user_id}", { params: { path: { id, user_id: user } } })
      .then(() => toast("good", t("screens.opportunity.team.removed", { name }), undo))
      .catch(tell)
      .finally(renew);
  };
}

/** The colleagues who work on a deal beside its owner. */
export function TeamPanel({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const may = deal.actions?.includes("edit") ?? false;
  const remove = useRemove(deal);
  const { data, error } = $api.useQuery("get", "/api/v1/opportunities/{id}/team", { params: { path: { id: deal.id } } }, { meta: { live: { kinds: ["opportunity"], id: deal.id } } });
  const add = (
    <Button size="small" onClick={() => setQuestion(adding(deal))}>
      {t("screens.opportunity.team.add")}
    </Button>
  );
  return (
    <>
      <Relation
        title={t("screens.opportunity.team.title")}
        action={may && add}
        items={data?.items}
        error={error}
        empty={t("screens.opportunity.team.none")}
        render={(member: Member) => (
          <div className={styles["rival"]}>
            <b>{member.name}</b>
            <span>{enumText(t, "part", member.part)}</span>
            {may && (
              <span className={styles["tools"]}>
                <Button size="small" type="text" icon={<EditOutlined />} aria-label={`${t("screens.opportunity.team.edit")} ${member.name}`} onClick={() => setQuestion(editing(deal, member))} />
                <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${t("screens.opportunity.team.remove")} ${member.name}`} onClick={() => remove(member)} />
              </span>
            )}
          </div>
        )}
      />
      <RecordDialog kind="member" question={question} touches={["opportunity"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
