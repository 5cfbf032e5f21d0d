import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import { useRefresh } from "@/resource/useRecord";
import { Mark } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useSettled } from "@/shared/useSettled";
import { MixSliders, type Mix } from "./MixSliders";
import styles from "./Split.module.css";
import { SuggestRow } from "./SuggestRow";
import type { Axis, TargetTree } from "./types";
import { useFigure } from "./useFigure";

type Part = components["schemas"]["TargetPartOut"];
export type Pin = components["schemas"]["TargetPinIn"];

const METHODS = { down: ["capacity", "history", "pipeline", "even"], time: ["season", "capacity", "pipeline", "even"] } as const;
const FEWER = { down: ["history", "even"], time: ["season", "even"] } as const;
const FIRST = { down: { capacity: 6, history: 4 }, time: { season: 10 } } as const;
const LINES = ["must", "stretch"] as const;

interface Props {
  tree: TargetTree;
  cellId: number;
  axis: Axis;
  onClose: () => void;
}

const changes = (part: Part) => LINES.filter((line) => part[line] !== null && part[line] !== part.standing[line]);
const only = (lines: readonly (typeof LINES)[number][], from: Record<string, unknown>) => Object.fromEntries(lines.map((line) => [line, from[line] ?? null]));

/** Who carries how much of a figure, and why: moved by sliders, fixed by hand where one knows better, set in one go. */
export default function SuggestDrawer({ tree, cellId, axis, onClose }: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const figure = useFigure(tree.metric);
  const people = tree.dimension === "org";
  const [mix, setMix] = useState<Mix>(people ? FIRST[axis] : { [FEWER[axis][0]]: 10 });
  const [pins, setPins] = useState<Pin[]>([]);
  const asked = useSettled({ axis, mix, pins }, 250);
  const { data, error, isFetching } = useQuery({
    queryKey: ["target_tree", "suggestion", cellId, asked],
    queryFn: async ({ signal }) => must(await api.POST("/api/v1/targets/cells/{id}/suggestions", { params: { path: { id: cellId } }, body: asked, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const apply = useMutation({
    mutationFn: async () => {
      const cells = (data?.parts ?? [])
        .filter((part) => !part.locked && changes(part).length > 0)
        .map((part) => ({ node_id: part.node_id, grain: part.grain, starts_on: part.starts_on, values: only(changes(part), part), base: only(changes(part), part.standing) }));
      return must(await api.PUT("/api/v1/targets/trees/{id}/cells", { params: { path: { id: tree.id } }, body: { cells, reason: "" } }));
    },
    onSuccess: ({ changed }) => {
      refresh("target_tree", "target");
      toast("good", t("screens.targets.split.applied", { n: changed }));
      onClose();
    },
  });
  const pin = (part: Part, wanted: Pin | null): void => {
    const others = pins.filter(({ node_id: id, starts_on: first }) => id !== part.node_id || first !== part.starts_on);
    setPins(wanted ? [...others, wanted] : others);
  };
  const count = data?.parts.filter((part) => !part.locked && changes(part).length > 0).length ?? 0;
  const problem = apply.error ?? error;
  const footer = (
    <Button type="primary" disabled={!data || Boolean(error) || isFetching || count === 0} loading={apply.isPending} onClick={() => apply.mutate()}>
      {t("screens.targets.split.apply", { n: count })}
    </Button>
  );
  return (
    <Drawer open size={760} title={t("screens.targets.split.of", { name: data?.name ?? "" })} onClose={onClose} footer={footer}>
      <div className={styles["form"]}>
        <MixSliders methods={people ? METHODS[axis] : FEWER[axis]} value={mix} onChange={setMix} />
        {problem && <Alert type="error" showIcon title={problemText(asProblem(problem), t)} />}
        {data && (
          <p className={styles["sums"]} aria-live="polite">
            {LINES.filter((line) => data.needed[line] !== null).map((line) => (
              <span key={line}>
                {t(`screens.targets.line.${line}`)} {figure.exact(data.sums[line] ?? 0)} / {t("screens.targets.split.needed", { amount: figure.exact(data.needed[line] ?? 0), buffer: data.buffer_bp / 100 })}{" "}
                <Mark tone={data.sums[line] === data.needed[line] ? "good" : "bad"}>{t(data.sums[line] === data.needed[line] ? "screens.targets.split.exact" : "screens.targets.split.differs")}</Mark>
              </span>
            ))}
          </p>
        )}
        {data && data.silent.length > 0 && <p className={styles["quiet"]}>{t("screens.targets.split.silent", { methods: data.silent.map((one) => t(`screens.targets.split.method.${one}`)).join(t("shell.enumerate")) })}</p>}
        {data && (
          <div className={styles["scroll"]}>
            <table className={styles["table"]}>
              <thead>
                <tr>
                  {(["part", "share", "must", "stretch", "difference"] as const).map((key) => (
                    <th key={key} scope="col">
                      {t(`screens.targets.split.column.${key}`)}
                    </th>
                  ))}
                  <th />
                </tr>
              </thead>
              <tbody>
                {data.parts.map((part, place) => (
                  <SuggestRow key={`${part.node_id}/${part.starts_on}`} part={part} place={place} axis={axis} metric={tree.metric} onPin={(wanted) => pin(part, wanted)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Drawer>
  );
}
