import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { Relation } from "@/resource/detail/Relation";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { PathLink } from "@/shared/ui/PathLink";
import { useTellFailure } from "@/shared/ui/useTell";

/** The win/loss review of a deal that ended, or the way to begin one. */
export default function DebriefOfDeal({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTellFailure();
  const { data, error } = $api.useQuery("get", "/api/v1/debriefs", { params: { query: { opportunity_id: deal.id, limit: 1 } } }, { meta: live("debrief", "opportunity") });
  const begin = async (): Promise<void> => {
    try {
      const { id } = must(await api.POST("/api/v1/debriefs", { body: { opportunity_id: deal.id }, headers: { "Idempotency-Key": crypto.randomUUID() } }));
      await navigate({ to: `/debriefs/${id}` });
    } catch (problem) {
      tell(problem);
    }
  };
  const action = data?.items.length === 0 && deal.actions?.includes("edit") && (
    <Button size="small" onClick={() => void begin()}>
      {t("screens.debriefs.begin")}
    </Button>
  );
  return (
    <Relation
      title={t("screens.debriefs.ofDeal")}
      action={action}
      items={data?.items}
      error={error}
      empty={t("screens.debriefs.none")}
      render={(row) => (
        <PathLink to={`/debriefs/${row.id}`}>
          {[enumText(t, "debrief_standing", row.standing), row.owner_name, row.due_on].filter(Boolean).join(" · ")}
        </PathLink>
      )}
    />
  );
}
