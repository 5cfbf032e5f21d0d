import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { DealItem, DealItems, Opportunity } from "@/api/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { moved, type ItemDraft } from "./itemRules";

const PATH = "/api/v1/opportunities/{id}/items";

const sent = ({ name, unit, quantity_thousandths: quantity, price_minor: price, discount_hundredths: discount }: ItemDraft) => ({
  name: name.trim(),
  unit: unit.trim(),
  quantity_thousandths: quantity ?? 0,
  price_minor: price ?? 0,
  discount_hundredths: discount ?? 0,
});

/** The lines of a deal, and what can be done with them; each write shows at once what the server answers. */
export function useItems({ id, version }: Opportunity) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const params = { path: { id } };
  const options = $api.queryOptions("get", PATH, { params });
  const query = $api.useQuery("get", PATH, { params }, { meta: { live: { kinds: ["opportunity"], id } } });
  const done = (answer: DealItems): void => {
    client.setQueryData(options.queryKey, answer);
    refresh("opportunity");
  };
  const add = useMutation({
    mutationFn: async ({ draft, place }: { draft: ItemDraft; place?: number }) =>
      must(await api.POST(PATH, { params, body: { ...sent(draft), product_id: draft.product_id, place: place ?? null } })),
    onSuccess: done,
  });
  const edit = useMutation({
    mutationFn: async ({ item, draft }: { item: DealItem; draft: ItemDraft }) => {
      const { name, unit, quantity_thousandths, price_minor, discount_hundredths } = item;
      const base = { name, unit, quantity_thousandths, price_minor, discount_hundredths };
      return must(await api.PATCH(`${PATH}/{item_id}`, { params: { path: { id, item_id: item.id } }, body: { changes: sent(draft), base, version: item.version } }));
    },
    onSuccess: done,
  });
  const order = useMutation({
    mutationFn: async (ids: number[]) => must(await api.POST("/api/v1/opportunities/{id}/item-orders", { params, body: { ids } })),
    onSuccess: done,
    onError: tell,
  });
  const remove = useMutation({
    mutationFn: async ({ item }: { item: DealItem; place: number }) => must(await api.DELETE(`${PATH}/{item_id}`, { params: { path: { id, item_id: item.id } } })),
    onSuccess: (answer, { item, place }) => {
      done(answer);
      const back = (): void => add.mutate({ draft: item, place }, { onError: tell });
      toast("good", t("screens.opportunity.items.removed", { name: item.name }), { label: t("shell.undo"), key: true, run: back });
    },
    onError: tell,
  });
  const follow = useMutation({
    mutationFn: async (on: boolean) =>
      must(await api.PATCH("/api/v1/opportunities/{id}", { params, body: { changes: { amount_from_items: on }, base: { amount_from_items: !on }, version } })),
    onSettled: () => refresh("opportunity"),
    onError: tell,
  });
  const ids = query.data?.items.map((one) => one.id) ?? [];
  const step = (item: number, by: -1 | 1): void => order.mutate(moved(ids, item, by));
  return { query, add, edit, remove, follow, step, busy: order.isPending };
}
