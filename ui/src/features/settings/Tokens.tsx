import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { When } from "@/shared/ui/When";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";
import { issuing, pacing, permissionLabels, revoking, type TokenRow } from "./tokenQuestions";

const NewKey = lazy(() => import("./NewKey"));

interface RowProps {
  token: TokenRow;
  onPace: () => void;
  onRevoke: () => void;
}

function Row({ token, onPace, onRevoke }: RowProps) {
  const { t } = useTranslation();
  const ended = token.revoked_at !== null;
  return (
    <tr>
      <th scope="row">
        {token.name} <code>{token.prefix}…</code>
      </th>
      <td>{Object.values(permissionLabels(token.permissions, t)).join(t("shell.enumerate"))}</td>
      <td>{token.used_at ? <When at={token.used_at} /> : t("screens.settings.tokens.unused")}</td>
      <td>{token.expires_at ? <When at={token.expires_at} /> : t("screens.settings.tokens.forever")}</td>
      <td>{ended ? <Mark>{t("screens.settings.tokens.revoked")}</Mark> : <Mark tone="good">{t("screens.settings.tokens.active")}</Mark>}</td>
      <td>
        {!ended && (
          <span className={styles["buttons"]}>
            <Button size="small" onClick={onPace}>
              {t("screens.settings.tokens.perMinute", { n: token.per_minute })}
            </Button>
            <Button size="small" danger onClick={onRevoke}>
              {t("screens.settings.tokens.revoke")}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}

const HEADINGS = ["name", "permissions", "used", "expires", "state"] as const;

/** Keys for programs that work in my name. */
export function Tokens() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const [question, setQuestion] = useState<Question>();
  const [key, setKey] = useState<string>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/tokens");
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button type="primary" onClick={() => setQuestion(issuing(Object.keys(permissions), t, setKey))}>
      {t("screens.settings.tokens.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.settings.tokens.text")}</p>
      {data.items.length === 0 ? (
        <Empty title={t("screens.settings.tokens.none")} />
      ) : (
        <table className={styles["tokens"]}>
          <thead>
            <tr>
              {HEADINGS.map((heading) => (
                <th key={heading} scope="col">
                  {t(`screens.settings.tokens.heading.${heading}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {data.items.map((token) => (
              <Row key={token.id} token={token} onPace={() => setQuestion(pacing(token))} onRevoke={() => setQuestion(revoking(token, t))} />
            ))}
          </tbody>
        </table>
      )}
      <RecordDialog
        kind="token"
        question={question}
        touches={["token"]}
        onClose={() => {
          setQuestion(undefined);
          void refetch();
        }}
      />
      <Suspense>{key && <NewKey value={key} onClose={() => setKey(undefined)} />}</Suspense>
    </Page>
  );
}
