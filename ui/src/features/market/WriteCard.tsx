import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { BodyOf } from "@/api/types";
import FormDrawer from "@/resource/form/FormDrawer";
import { PARTS, type BattleCard } from "@/resource/market/market";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { live } from "@/shared/live/meta";
import { toast } from "@/shared/ui/toast";

interface Props {
  /** The one to change; none: a new one. */
  card?: BattleCard;
  onClose: () => void;
}

const parts: readonly Field[] = PARTS.map((name) => ({ name, kind: "textarea", maxLength: 2000, help: "screens.market.cards.linesHelp" }));

const labels = (items: readonly { id: number; name: string }[] = []) => Object.fromEntries(items.map(({ id, name }) => [String(id), name]));

function useWhich(): readonly Field[] {
  const { data: known } = $api.useQuery("get", "/api/v1/competitors", { params: { query: { active: true } } }, { staleTime: 60_000, meta: live("competitor") });
  const { data: products } = $api.useQuery("get", "/api/v1/products", { params: { query: { active: true, limit: 50 } } }, { staleTime: 60_000, meta: live("product") });
  const names = labels(known?.items);
  const sold = labels(products?.items);
  return [
    { name: "competitor_id", kind: "select", required: true, values: Object.keys(names), labels: names },
    { name: "product_id", kind: "select", values: Object.keys(sold), labels: sold },
  ];
}

/** The form of a battle card: a line is a point. */
export default function WriteCard({ card, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const which = useWhich();
  const submit = async (values: Values, key: string): Promise<void> => {
    const said = Object.fromEntries(PARTS.map((name) => [name, String(values[name] ?? "")]));
    if (card) {
      const days = Number(values["review_days"] ?? card.review_days);
      const now: Values = { ...said, active: values["active"] === true, review_days: days };
      const changes = Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== card[name as keyof BattleCard]));
      const base = Object.fromEntries(Object.keys(changes).map((name) => [name, card[name as keyof BattleCard]]));
      must(await api.PATCH("/api/v1/battle-cards/{id}", { params: { path: { id: card.id } }, body: { changes, base, version: card.version } as never }));
    } else {
      const body = { ...said, competitor_id: Number(values["competitor_id"]), ...(values["product_id"] ? { product_id: Number(values["product_id"]) } : {}) };
      const made = must(await api.POST("/api/v1/battle-cards", { body: body as BodyOf<"/api/v1/battle-cards">, headers: { "Idempotency-Key": key } }));
      void navigate({ to: `/market/cards/${made.id}` });
    }
    refresh("battle_card");
    toast("good", t("screens.market.cards.created"));
  };
  const more: readonly Field[] = [
    { name: "review_days", kind: "number", required: true },
    { name: "active", kind: "bool" },
  ];
  const fields = card ? [...parts, ...more] : [...which, ...parts];
  return <FormDrawer kind="battle_card" title={t(card ? "screens.market.cards.edit" : "screens.market.cards.create")} fields={fields} initial={card ? { ...card } : {}} submit={submit} onClose={onClose} />;
}
