import { Button, Progress } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must, newKey } from "@/api/client";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Grading.module.css";
import { useApplication, useRenewGrading } from "./useGrading";

/** The rules put on the leads that are there: first how many would change, then a job that does it, and its undo. */
export function GradingApply() {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const renew = useRenewGrading();
  const last = useApplication().data?.last;
  const preview = useMutation({ mutationFn: async () => must(await api.POST("/api/v1/grading/previews")), onError: tell });
  const run = useMutation({
    mutationFn: async () => api.POST("/api/v1/grading/applications", { headers: { "Idempotency-Key": newKey() } }),
    onError: tell,
    onSettled: () => {
      preview.reset();
      void renew();
    },
  });
  const undo = useMutation({ mutationFn: async (id: number) => api.POST("/api/v1/grading/applications/{id}/undos", { params: { path: { id } } }), onError: tell, onSettled: renew });
  const running = last && !last.finished_at;
  const said = preview.data;
  return (
    <section aria-labelledby="grading-apply">
      <h2 id="grading-apply">{t("screens.grading.apply.heading")}</h2>
      <p className={styles["note"]}>{t("screens.grading.apply.text")}</p>
      {last && <Last last={last} onUndo={() => undo.mutate(last.id)} />}
      {said && (
        <div aria-live="polite">
          <p>{t("screens.grading.apply.would", { seen: said.seen, total: said.total, changed: said.changed, people: said.by_people })}</p>
          <ul className={styles["moves"]}>
            {said.moves.map(({ from_grade: from, to_grade: to, count }) => (
              <li key={`${from}-${to}`}>{t("screens.grading.apply.move", { from: from || t("screens.grading.apply.none"), to: to || t("screens.grading.apply.none"), n: count })}</li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles["buttons"]}>
        <Button loading={preview.isPending} disabled={Boolean(running)} onClick={() => preview.mutate()}>
          {t("screens.grading.apply.preview")}
        </Button>
        {said && said.changed > 0 && (
          <Button type="primary" loading={run.isPending} onClick={() => run.mutate()}>
            {t("screens.grading.apply.run")}
          </Button>
        )}
      </div>
    </section>
  );
}

type Applied = NonNullable<NonNullable<ReturnType<typeof useApplication>["data"]>["last"]>;

function Last({ last, onUndo }: { last: Applied; onUndo: () => void }) {
  const { t } = useTranslation();
  const { seen, total, changed } = last;
  if (!last.finished_at) {
    return (
      <div>
        <p>{t("screens.grading.apply.running", { seen, total, changed })}</p>
        <Progress percent={Math.round((seen / Math.max(1, total)) * 100)} size="small" aria-label={t("screens.grading.apply.heading")} />
      </div>
    );
  }
  if (last.undone_at) return <p className={styles["note"]}>{t("screens.grading.apply.undone")}</p>;
  return (
    <p className={styles["note"]}>
      {t("screens.grading.apply.done", { seen, changed })}{" "}
      {last.undo_asked_at
        ? t("screens.grading.apply.undoing")
        : last.may_undo && (
            <Button size="small" type="link" onClick={onUndo}>
              {t("screens.grading.apply.undo")}
            </Button>
          )}
    </p>
  );
}
