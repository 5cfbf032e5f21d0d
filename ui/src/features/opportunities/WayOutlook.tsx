import { Alert, Form, type FormInstance } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Values } from "@/resource/types";
import { live } from "@/shared/live/meta";

/** Which pipeline a new deal will go, before it is saved: by its customer and product, where no stage is named. */
export function WayOutlook({ form }: { form: FormInstance<Values> }) {
  const { t, i18n } = useTranslation();
  const values = Form.useWatch([], form) ?? {};
  const customer = Number(values["customer_id"]) || 0;
  const product = Number(values["product_id"]) || undefined;
  const query = { customer_id: customer, product_id: product };
  const { data } = $api.useQuery("get", "/api/v1/opportunities/way", { params: { query } }, { enabled: customer > 0, meta: { ...live("pipeline"), language: i18n.language } });
  if (values["stage_id"] || customer === 0 || !data?.pipeline_name) return null;
  const said = data.is_default ? "screens.stageGuide.goesDefault" : "screens.stageGuide.goes";
  return <Alert type="info" role="status" style={{ marginBottom: 8, textAlign: "start", background: "transparent" }} title={t(said, { pipeline: data.pipeline_name, stage: data.stage_name ?? "" })} />;
}
