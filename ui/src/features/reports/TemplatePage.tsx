import { Alert, Button, Dropdown } from "antd";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must, newKey } from "@/api/client";
import { asProblem, fieldErrors, type ApiProblem } from "@/api/problem";
import { OrderedList } from "@/resource/form/OrderedList";
import { enumText } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { absolute } from "@/shared/format";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import type { Search } from "@/shared/urlSearch";
import { WhenFields, WhoFields } from "./AudienceFields";
import { BlockEditor } from "./BlockEditor";
import { BlockInput } from "./BlockInput";
import styles from "./Designer.module.css";
import { figureName } from "./figures";
import { dueSentence } from "./sentences";
import { draftOf, editOf, KINDS, newBlock, newDraft, type Draft } from "./templateDraft";
import type { Block, Template } from "./types";

/** How it looks on a phone; one may type into it. */
function Preview({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Record<string, unknown>>({});
  const { data } = $api.useQuery("get", "/api/v1/report-templates/figures", {});
  return (
    <div className={styles["phone"]} aria-label={t("screens.reports.preview")} role="group">
      <h2>{draft.name || t("screens.reports.unnamed")}</h2>
      {draft.blocks.map((block) =>
        block.kind === "figures" ? (
          <div key={block.id} className={styles["tiles"]}>
            <b>{block.title}</b>
            <ul>
              {(block.figures ?? []).map((code) => {
                const figure = data?.items.find((one) => one.code === code);
                return <li key={code}>{figure ? figureName(t, figure) : code}</li>;
              })}
            </ul>
          </div>
        ) : (
          <BlockInput key={block.id} block={block} value={answers[block.id]} onChange={(value) => setAnswers({ ...answers, [block.id]: value })} />
        ),
      )}
    </div>
  );
}

/** Who would owe it and when, as the server counts it; asked again when one stops changing it. */
function Sentence({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { period, written_by, unit_ids, levels, roles, due_time, noon_time, due_shift } = draft;
  const body = useMemo(() => ({ period, written_by, unit_ids, levels, roles, due_time, noon_time, due_shift }), [period, written_by, unit_ids, levels, roles, due_time, noon_time, due_shift]);
  const { mutate, data } = $api.useMutation("post", "/api/v1/report-templates/audience");
  useEffect(() => {
    const timer = setTimeout(() => mutate({ body }), 400);
    return () => clearTimeout(timer);
  }, [body, mutate]);
  if (!data) return <p className={styles["sentence"]}>{dueSentence(t, draft)}</p>;
  return (
    <div className={styles["sentence"]} role="status">
      <p>
        <b>{t(written_by === "units" ? "screens.reports.owedByUnits" : "screens.reports.owedBy", { n: data.count, names: data.names.join(t("shell.enumerate")) })}</b> {dueSentence(t, draft)}
      </p>
      <p>{t("screens.reports.nextDue", { days: data.due.map(absolute).join(t("shell.enumerate")) })}</p>
      {data.without_leader.length > 0 && <p data-tone="warn">{t("screens.reports.noLeader", { units: data.without_leader.join(t("shell.enumerate")) })}</p>}
    </div>
  );
}

function Blocks({ blocks, errors, onChange }: { blocks: readonly Block[]; errors: Record<string, string>; onChange: (blocks: Block[]) => void }) {
  const { t } = useTranslation();
  const rows = blocks.map((block, place) => ({ id: place + 1, label: block.title, block }));
  const move = (from: number, to: number): void => {
    const found = [...blocks];
    found.splice(to, 0, ...found.splice(from, 1));
    onChange(found);
  };
  const add = (kind: string): void => onChange([...blocks, newBlock(kind as Block["kind"], enumText(t, "report_block", kind), blocks)]);
  return (
    <>
      <OrderedList rows={rows} rowClass={styles["row"]} onMove={move}>
        {({ block }, place) => (
          <BlockEditor block={block} wrong={errors[`blocks.${place}`]} onChange={(one) => onChange(blocks.map((other, n) => (n === place ? one : other)))} onDrop={() => onChange(blocks.filter((_, n) => n !== place))} />
        )}
      </OrderedList>
      <Dropdown menu={{ items: KINDS.map((kind) => ({ key: kind, label: enumText(t, "report_block", kind) })), onClick: ({ key }) => add(key) }}>
        <Button type="dashed">{t("screens.reports.addBlock")}</Button>
      </Dropdown>
      {errors["blocks"] && <span role="alert">{errors["blocks"]}</span>}
    </>
  );
}

function Designer({ template, first }: { template: Template | undefined; first: Draft }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [draft, setDraft] = useState(first);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const put = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const errors = problem ? fieldErrors(problem) : {};
  const names = Object.fromEntries((template?.receivers ?? []).map((id, at) => [id, template?.receiver_names[at] ?? ""]));
  const retired = template ? !template.actions.includes("edit") : false;
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      if (template) {
        const { changes, base } = editOf(draft, template);
        must(await api.PATCH("/api/v1/report-templates/{id}", { params: { path: { id: template.id } }, body: { changes, base, version: template.version } }));
      } else must(await api.POST("/api/v1/report-templates", { body: draft, headers: { "Idempotency-Key": newKey() } }));
      refresh("report_template");
      toast("good", t(template?.used ? "screens.reports.savedNext" : "screens.reports.saved"));
      await navigate({ to: "/reports/templates" });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const actions = (
    <>
      <PathLink to="/reports/templates">
        <Button>{t("screens.reports.cancel")}</Button>
      </PathLink>
      <Button type="primary" loading={busy} disabled={retired || draft.name.trim() === "" || draft.blocks.length === 0} onClick={() => void save()}>
        {t("screens.reports.save.do")}
      </Button>
    </>
  );
  return (
    <Page title={draft.name || t("screens.reports.createTemplate")} state={template?.used && t("screens.reports.nextPeriod")} actions={actions}>
      <WorkTabs of="/reports" />
      <div className={styles["designer"]}>
        <div>
          {problem && <Alert type="error" showIcon title={problemText(problem, t)} />}
          <Sentence draft={draft} />
          <h2>{t("screens.reports.whatAsked")}</h2>
          <Blocks blocks={draft.blocks} errors={errors} onChange={(blocks) => put({ blocks })} />
          <h2>{t("screens.reports.whoAsked")}</h2>
          <WhoFields draft={draft} fixed={template !== undefined} errors={errors} put={put} />
          <h2>{t("screens.reports.whenAsked")}</h2>
          <WhenFields draft={draft} errors={errors} names={names} put={put} />
        </div>
        <Preview draft={draft} />
      </div>
    </Page>
  );
}

function New() {
  const search = useSearch({ strict: false }) as Search;
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/report-templates/presets", {});
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Designer template={undefined} first={newDraft(data.items.find(({ code }) => code === search["preset"]))} />;
}

function Existing({ id }: { id: number }) {
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/report-templates/{id}", { params: { path: { id } } }, { meta: live("report_template"), refetchOnWindowFocus: false });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Designer key={data.version} template={data} first={draftOf(data)} />;
}

/** The designer of a template: its blocks in order, of whom and when, and how it looks on a phone. */
export function TemplatePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return id === "new" ? <New /> : <Existing id={Number(id)} />;
}
