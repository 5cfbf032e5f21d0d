import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Template = Schemas["ReportTemplateOut"];
export type Preset = Schemas["ReportPresetOut"];
export type Block = Schemas["ReportBlock"];
export type Report = Schemas["ReportOut"];
export type ReportRow = Schemas["ReportRow"];
export type ToWrite = Schemas["ReportToWrite"];
export type Figure = Schemas["ReportFigureOut"];
export type Offered = Schemas["ReportFigureOffered"];
export type Reader = Schemas["ReportReaderOut"];
export type BoardOut = Schemas["ReportBoardOut"];
export type BoardRow = Schemas["ReportBoardRow"];
export type Column = Schemas["ReportColumn"];
export type Standing = Schemas["ReportStanding"];
export type Absence = Schemas["AbsenceRow"];
export type Answers = Record<string, unknown>;

/** A row of a list of what was done. */
export interface Done {
  text: string;
  done: boolean;
  why: string;
}
