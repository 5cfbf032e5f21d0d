import type { FormInstance } from "antd";
import { useRef, useState } from "react";
import { newKey } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { Values } from "@/resource/types";
import { placeProblem } from "./formProblem";

/** The same key for the same content: a second press after a lost answer makes nothing twice. */
export function useKey(): (content: unknown) => string {
  const last = useRef({ content: "", key: "" });
  return (content) => {
    const text = JSON.stringify(content);
    if (last.current.content !== text) last.current = { content: text, key: newKey() };
    return last.current.key;
  };
}

interface Options {
  form: FormInstance<Values>;
  names: readonly string[];
  submit: (values: Values, key: string) => Promise<unknown>;
  onDone: () => void;
}

/** Sends a form once; what the server complains of goes to the fields, the rest is returned as `problem`. */
export function useSubmit({ form, names, submit, onDone }: Options) {
  const keyFor = useKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async (values: Values): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await submit(values, keyFor(values));
      onDone();
    } catch (error) {
      const failure = asProblem(error);
      const placed = placeProblem(failure, names);
      form.setFields(placed.fields);
      if (placed.general) setProblem(failure);
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, problem };
}
