import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Modal, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { enumText, fieldLabel } from "@/resource/texts";
import { useKey } from "@/resource/form/useSubmit";
import { problemText } from "@/shared/ui/problemText";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import type { Choices } from "./reviewApi";
import styles from "./Reviews.module.css";

interface Chosen {
  tree?: number;
  node?: number;
  period?: string;
}

const choicesQuery = {
  queryKey: ["review", "choices"],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Choices> => must(await api.GET("/api/v1/reviews/choices", { signal })).items,
};

function Labelled({ name, children }: { name: string; children: (label: string) => ReactNode }) {
  const { t } = useTranslation();
  const label = fieldLabel(t, "review", name);
  return (
    <div className={styles["choice"]}>
      <span>{label}</span>
      {children(label)}
    </div>
  );
}

/** The last period that is over, of the first length there is: what is usually reviewed. */
function usual(tree: Choices[number] | undefined): string | undefined {
  const grain = tree?.grains.find((one) => one.grain === "month") ?? tree?.grains.at(-1);
  const period = grain?.periods[1] ?? grain?.periods[0];
  return grain && period && `${grain.grain} ${period.starts_on}`;
}

function useBegin(onClose: () => void) {
  const navigate = useNavigate();
  const keyFor = useKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const begin = async (node: number, period: string): Promise<void> => {
    const [grain = "", starts_on = ""] = period.split(" ");
    const body = { node_id: node, grain, starts_on };
    setBusy(true);
    try {
      const made = must(await api.POST("/api/v1/reviews", { body: body as never, headers: { "Idempotency-Key": keyFor(body) } as never }));
      onClose();
      void navigate({ to: `/reviews/${made.id}` as never });
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { begin, busy, problem };
}

/** Whose period is to be reviewed. */
export default function BeginReview({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(choicesQuery);
  const [chosen, setChosen] = useState<Chosen>({});
  const { begin, busy, problem } = useBegin(onClose);
  useFocusBack();
  const tree = data?.find(({ id }) => id === chosen.tree) ?? data?.[0];
  const node = chosen.node ?? tree?.nodes[0]?.id;
  const period = chosen.period ?? usual(tree);
  const periods = tree?.grains.flatMap(({ grain, periods: some }) => some.map((one) => ({ value: `${grain} ${one.starts_on}`, label: `${enumText(t, "target_grain", grain)} ${one.starts_on} – ${one.ends_on.slice(5)}` })));
  return (
    <Modal
      open
      width={480}
      title={t("screens.reviews.begin")}
      okText={t("screens.reviews.begin")}
      cancelText={t("shell.form.cancel")}
      okButtonProps={{ loading: busy, disabled: node === undefined || period === undefined }}
      onOk={() => node !== undefined && period !== undefined && void begin(node, period)}
      onCancel={onClose}
    >
      {problem !== undefined && <Alert type="error" showIcon title={problemText(asProblem(problem), t)} />}
      {data?.length === 0 && <p>{t("screens.reviews.noChoices")}</p>}
      <Labelled name="tree_id">{(label) => <Select aria-label={label} value={tree?.id ?? null} options={data?.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => setChosen({ tree: id ?? 0 })} />}</Labelled>
      <Labelled name="node_id">
        {(label) => (
          <Select
            aria-label={label}
            showSearch={{ optionFilterProp: "label" }}
            value={node ?? null}
            options={tree?.nodes.map(({ id, name, depth }) => ({ value: id, label: `${"　".repeat(depth)}${name}` }))}
            onChange={(id) => setChosen({ ...chosen, node: id ?? 0 })}
          />
        )}
      </Labelled>
      <Labelled name="starts_on">{(label) => <Select aria-label={label} value={period ?? null} options={periods} onChange={(value) => setChosen({ ...chosen, period: value ?? "" })} />}</Labelled>
    </Modal>
  );
}
