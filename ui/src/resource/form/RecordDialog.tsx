import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useTakeBack } from "@/resource/bulk/takeBack";
import type { Field, Values } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";

const FormDialog = lazy(() => import("./FormDialog"));

/** A question before an action on a record: its fields, and what is done with the answer. */
export interface Question {
  /** The text's key. */
  title: string;
  /** What fills the title. */
  named?: Readonly<Record<string, string>>;
  fields: readonly Field[];
  initial?: Values;
  known?: Readonly<Record<string, string>>;
  ok?: string;
  danger?: boolean;
  /** Said above the fields. */
  text?: ReactNode;
  submit: (values: Values, key: string) => Promise<unknown>;
  /** Said when it is done: a text's key. */
  done?: string;
  /** Takes it back; offered beside the word that it is done, and by Ctrl or ⌘ with Z. */
  undo?: (() => Promise<unknown>) | undefined;
}

interface Props {
  kind: string;
  question: Question | undefined;
  /** The kinds of records to ask for again afterwards. */
  touches: readonly string[];
  onClose: () => void;
}

/** Draws a question while there is one. */
export function RecordDialog({ kind, question, touches, onClose }: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const backOf = useTakeBack();
  const act = useAct();
  if (!question) return null;
  const { title, named, fields, initial, known, ok, danger, text, submit, done, undo } = question;
  const send = async (values: Values, key: string): Promise<void> => {
    const answer = await submit(values, key);
    refresh(...touches);
    const [first, ...rest] = touches;
    if (done && undo && first) act({ run: () => Promise.resolve(), done, touches: [first, ...rest], undo });
    else if (done) toast("good", t(done), backOf(kind, answer));
  };
  return (
    <Suspense>
      <FormDialog kind={kind} title={t(title, { ...named })} fields={fields} initial={initial} known={known} okText={ok && t(ok)} danger={danger} submit={send} onClose={onClose}>
        {text}
      </FormDialog>
    </Suspense>
  );
}
