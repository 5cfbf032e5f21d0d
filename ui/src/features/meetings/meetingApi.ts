import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/schema.gen";
import { api, must } from "@/api/client";
import { recordKey } from "@/resource/useRecord";
import type { Edit, Resource, Values } from "@/resource/types";
import { live } from "@/shared/live/meta";

type Schemas = components["schemas"];

export type Meeting = Schemas["MeetingOut"];
export type MeetingRow = Schemas["MeetingRow"];
export type Topic = Schemas["MeetingTopicOut"];
export type Decision = Schemas["MeetingDecisionOut"];
export type Block = Schemas["MeetingBlock"];
export type AgendaRow = Schemas["MeetingFigure"];
export type Attendee = Schemas["MeetingAttendee"];
export type Series = Schemas["MeetingSeriesOut"];
export type When = "coming" | "past";

export const meetingsQuery = (when: When) =>
  queryOptions({
    queryKey: ["meeting", "list", when],
    queryFn: async ({ signal }): Promise<MeetingRow[]> =>
      must(await api.GET("/api/v1/meetings", { params: { query: { when, limit: 100, sort: when === "past" ? "-starts_at" : "starts_at" } }, signal })).items,
    meta: live("meeting"),
  });

export const seriesQuery = queryOptions({
  queryKey: ["meeting", "series"],
  queryFn: async ({ signal }): Promise<Series[]> => must(await api.GET("/api/v1/meetings/series", { signal })).items,
  meta: live("meeting", "meeting_series"),
});

/** Follows the tasks that its decisions are, too. */
export const meetingQuery = (id: number) =>
  queryOptions({
    queryKey: recordKey("meeting", id),
    queryFn: async ({ signal }): Promise<Meeting> => must(await api.GET("/api/v1/meetings/{id}", { params: { path: { id } }, signal })),
    meta: { ...live("meeting", "task"), paced: true },
  });

export type TopicRow = Topic & { actions: string[] };

/** The minutes of a topic, edited where they stand. */
export const topicResource: Resource<TopicRow> = {
  kind: "meeting_topic",
  fields: [{ name: "minutes", kind: "textarea" }],
  title: ({ title }) => title,
  list: async () => ({ items: [], next: null }),
  edit: async (id: number, { changes, base, version }: Edit) => {
    const body = { changes, base, ...(version !== undefined && { version }) };
    const meeting = must(await api.PATCH("/api/v1/meetings/topics/{id}", { params: { path: { id } }, body }));
    const saved = meeting.topics.find((one) => one.id === id);
    if (!saved) throw new Error("the topic is gone");
    return { ...saved, actions: ["edit"] };
  },
};

export const meetingResource: Resource<Meeting> = {
  kind: "meeting",
  fields: [],
  title: ({ title }) => title,
  list: async () => ({ items: [], next: null }),
};

/** Title, time of day, length and place of all that follow. */
const numbers = (chosen: unknown): number[] => (Array.isArray(chosen) ? chosen.map(Number).toSorted((one, other) => one - other) : []);

/** What of a series can be edited: when it comes again by its rhythm. */
export function shownOf({ title, at, minutes, place, repeat, weekdays, number, skip_holidays }: Series): Record<string, unknown> {
  return { title, ...(repeat === "weekly" ? { weekdays } : { number }), at, minutes, skip_holidays, place };
}

export async function saveSeries(series: Series, values: Values): Promise<unknown> {
  const { version, at } = series;
  const seen = shownOf(series);
  const said = Object.keys(seen).map((name) => [name, name === "weekdays" ? numbers(values[name]) : (values[name] ?? (name === "skip_holidays" ? false : ""))] as const);
  const changes = Object.fromEntries(said.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(seen[name])));
  const base = Object.fromEntries(Object.keys(changes).map((name) => [name, name === "at" ? `${at}:00` : seen[name]]));
  return api.PATCH("/api/v1/meetings/series/{id}", { params: { path: { id: series.id } }, body: { changes, base, version } as never });
}
