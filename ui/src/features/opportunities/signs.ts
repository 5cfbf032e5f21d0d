import type { DealSignal } from "@/api/types";

const GRAVE = new Set<DealSignal["sign"]>(["win_date_passed", "pushed", "amount_cut", "no_contact", "stale", "stuck"]);

/** Whether a deal is at risk by it; the rest are hints. */
export const isGrave = ({ sign }: DealSignal): boolean => GRAVE.has(sign);
