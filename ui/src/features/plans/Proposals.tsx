import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Drawer, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKey } from "@/resource/form/useSubmit";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { useTellFailure } from "@/shared/ui/useTell";
import { proposalsQuery, takeProposals, type Place, type Proposal } from "./planApi";
import styles from "./Plans.module.css";
import { useDayOff } from "./useDayOff";
import { useNamed } from "./useNamed";
import { useWhy } from "./useWhy";

const keyOf = ({ kind, id }: Proposal): string => `${kind}:${id}`;

interface RowProps {
  one: Proposal;
  title: string;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
  onName: (title: string) => void;
  onLeave: () => void;
}

function Row({ one, title, chosen, onChoose, onName, onLeave }: RowProps) {
  const { t } = useTranslation();
  const why = useWhy();
  return (
    <li className={styles["proposal"]}>
      <Checkbox checked={chosen} aria-label={title} onChange={(event) => onChoose(event.target.checked)} />
      <span className={styles["what"]}>
        <Input variant="borderless" value={title} maxLength={200} aria-label={t("screens.plans.name")} onChange={(event) => onName(event.target.value)} />
        <small className={styles["facts"]}>
          {one.whys.map((reason) => (
            <span key={JSON.stringify(reason)}>{why(reason)}</span>
          ))}
        </small>
      </span>
      <Button size="small" type="text" aria-label={t("screens.plans.leaveTitle", { title })} onClick={onLeave}>
        {t("screens.plans.leave")}
      </Button>
    </li>
  );
}

/** What the plan could hold: chosen, named, and put into it at once. */
export default function Proposals({ place, onClose }: { place: Place; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const anyway = useDayOff();
  const keyFor = useKey();
  const named = useNamed();
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const { data, error, isPending, refetch } = useQuery(proposalsQuery(place));
  const titleOf = (one: Proposal): string => names[keyOf(one)] ?? named(one);
  const chosen = (data ?? []).filter((one) => !without.has(keyOf(one)));
  const wire = (one: Proposal) => ({ kind: one.kind, id: one.id, title: titleOf(one).trim() });
  const { mutate, isPending: sending } = useMutation({
    mutationFn: ({ take, leave }: { take: Proposal[]; leave: Proposal[] }) => {
      const body = [take.map(wire), leave.map(wire)] as const;
      return anyway((meant) => takeProposals(place, ...body, meant, keyFor(body)));
    },
    onSuccess: (plan, { take }) => {
      if (!plan || take.length === 0) return;
      toast("good", t("screens.plans.took", { n: take.length }));
      onClose();
    },
    onError: tell,
    onSettled: () => refresh("plan"),
  });
  const choose = (one: Proposal, wanted: boolean): void => {
    const next = new Set(without);
    if (wanted) next.delete(keyOf(one));
    else next.add(keyOf(one));
    setWithout(next);
  };
  const footer = data && data.length > 0 && (
    <div className={styles["foot"]}>
      <Checkbox checked={chosen.length === data.length} indeterminate={chosen.length > 0 && chosen.length < data.length} onChange={(event) => setWithout(event.target.checked ? new Set() : new Set(data.map(keyOf)))}>
        {t("screens.plans.chooseAll")}
      </Checkbox>
      <Button type="primary" loading={sending} disabled={chosen.length === 0} onClick={() => mutate({ take: chosen, leave: [] })}>
        {t("screens.plans.takeAll", { n: chosen.length })}
      </Button>
    </div>
  );
  return (
    <Drawer open title={t("screens.plans.proposals")} onClose={onClose} size={phone ? "100%" : 560} footer={footer}>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {data?.length === 0 && <Empty title={t("screens.plans.noProposals")} text={t("screens.plans.noProposalsText")} />}
      {data && data.length > 0 && (
        <>
          <p className={styles["hint"]}>{t("screens.plans.proposalsText")}</p>
          <ul>
            {data.map((one) => (
              <Row key={keyOf(one)} one={one} title={titleOf(one)} chosen={!without.has(keyOf(one))} onChoose={(wanted) => choose(one, wanted)} onName={(title) => setNames({ ...names, [keyOf(one)]: title })} onLeave={() => mutate({ take: [], leave: [one] })} />
            ))}
          </ul>
        </>
      )}
    </Drawer>
  );
}
