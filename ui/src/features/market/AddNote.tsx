import { useTranslation } from "react-i18next";
import FormDrawer from "@/resource/form/FormDrawer";
import { useRefresh } from "@/resource/useRecord";
import type { Values } from "@/resource/types";
import { toast } from "@/shared/ui/toast";
import { useNavigate } from "@tanstack/react-router";
import type { Search } from "@/shared/urlSearch";
import { notes } from "./noteResource";
import { STARTS, useNoteForm } from "./useNoteForm";

interface Props {
  /** What the link said: of which competitor, deal or customer. */
  given: Search;
  onClose: () => void;
}

/** A note in ten seconds. */
export default function AddNote({ given, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const fields = useNoteForm();
  const { with_competitor: competitor, with_opportunity_id: deal, with_customer_id: customer } = given;
  const submit = async (values: Values, key: string): Promise<void> => {
    const about = { ...(deal && { opportunity_id: Number(deal) }), ...(customer && { customer_id: Number(customer) }) };
    const product = values["product_id"] ? { product_id: Number(values["product_id"]) } : {};
    const row = await notes.create?.({ ...values, ...about, ...product }, key);
    refresh("market", "competitor", "battle_card");
    if (row && "title" in row && row.id) toast("good", t("shell.form.created", { title: row.title }), { label: t("shell.form.open"), run: () => void navigate({ to: `/market/${row.id}` }) });
  };
  return <FormDrawer kind="market" title={t("shell.create.market")} fields={fields} initial={{ ...STARTS, ...(competitor && { competitor }) }} submit={submit} onClose={onClose} />;
}
