import styles from "./Pulse.module.css";
import { stateOf } from "./points";

const WIDTH = 96;
const HEIGHT = 24;
const [LOWEST, HIGHEST] = [100, 500];

/** The last means as a line; where nothing is shown there is a gap. */
export function Spark({ label, means }: { label: string; means: readonly (number | null)[] }) {
  const step = means.length > 1 ? WIDTH / (means.length - 1) : 0;
  const at = (mean: number): number => HEIGHT - 2 - ((mean - LOWEST) / (HIGHEST - LOWEST)) * (HEIGHT - 4);
  const runs = means.reduce<string[][]>(
    (found, mean, index) => {
      if (mean === null) found.push([]);
      else found.at(-1)?.push(`${index * step},${at(mean)}`);
      return found;
    },
    [[]],
  );
  const last = means.at(-1);
  return (
    <svg className={styles["spark"]} width={WIDTH} height={HEIGHT} viewBox={`-2 0 ${WIDTH + 4} ${HEIGHT}`} role="img" aria-label={label}>
      {runs.filter((run) => run.length > 0).map((run) => <polyline key={run[0]} points={run.join(" ")} />)}
      {typeof last === "number" && <circle cx={WIDTH} cy={at(last)} r={2.5} data-state={stateOf(last)} />}
    </svg>
  );
}
