import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

const Transcript = lazy(() => import("./Transcript"));

/** On a timeline: opens the conversation that an entry tells of. */
export function OpenTalk({ id }: { id: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type="link" style={{ padding: 0 }} onClick={() => setOpen(true)}>
        {t("chat.open")}
      </Button>
      <Suspense>{open && <Transcript id={id} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
