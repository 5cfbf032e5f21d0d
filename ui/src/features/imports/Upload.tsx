import InboxOutlined from "@ant-design/icons/InboxOutlined";
import { Alert, Segmented, Spin, Upload as AntdUpload } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { useMay } from "@/shared/session/session";
import type { Search } from "@/shared/urlSearch";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Import.module.css";
import { Steps } from "./Steps";

const NEEDS = { lead: "lead.import", customer: "customer.import", spend: "campaign.manage" } as const;
type Kind = keyof typeof NEEDS;
const KINDS = Object.keys(NEEDS) as Kind[];

/** Sends the file as a form; the types of a binary part do not know `File`. */
async function upload(kind: Kind, file: File) {
  const form = new FormData();
  form.set("kind", kind);
  form.set("file", file);
  return must(await api.POST("/api/v1/imports", { body: form as never, bodySerializer: (body: unknown) => body as FormData }));
}

/** The first step of an import: which file, of what. */
export function Upload() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as Search)["kind"];
  const offered = KINDS.filter((one) => may(NEEDS[one]));
  const [kind, setKind] = useState<Kind>(offered.find((one) => one === asked) ?? offered[0] ?? "lead");
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File) => upload(kind, file),
    onSuccess: ({ id }) => void navigate({ to: `/imports/${id}` }),
  });
  const take = (file: File): boolean => {
    mutate(file);
    return false;
  };
  return (
    <Page title={t("screens.import.start")} actions={<PathLink to="/imports">{t("screens.import.history")}</PathLink>}>
      <div className={styles["narrow"]}>
        <Steps at={0} />
        {offered.length > 1 && <Segmented<Kind> value={kind} onChange={setKind} options={offered.map((value) => ({ value, label: t(`enums.import_kind.${value}`) }))} />}
        <Spin spinning={isPending} description={t("screens.import.reading")}>
          <AntdUpload.Dragger accept=".csv,.xlsx,.txt" showUploadList={false} beforeUpload={take} disabled={isPending}>
            <p className={styles["inbox"]}>
              <InboxOutlined />
            </p>
            <p>{t("screens.import.drop")}</p>
            <p className={styles["hint"]}>{t("screens.import.dropHint")}</p>
          </AntdUpload.Dragger>
        </Spin>
        {error && <Alert type="error" showIcon title={problemText(asProblem(error), t)} />}
      </div>
    </Page>
  );
}
