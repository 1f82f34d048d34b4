export { type CsvCell, type CsvColumn, type CsvOptions, csvLines, writeCsv } from './csv.js';
export { type EventRow, eventColumns, eventRows } from './event-table.js';
export { type CalendarEvent, type CalendarOptions, type CalendarPerson, writeICalendar } from './icalendar.js';
export { funnelDiagram, type MermaidOptions } from './mermaid.js';
export { calendarOf, type PlanNames, type PlanRow, planColumns, planRows } from './schedule-export.js';
export { conditionToSql } from './sql-condition.js';
export {
  type DimensionSql,
  factChecksToSql,
  segmentationQuery,
  segmentationToSql,
  type WrittenSegmentation,
} from './sql-segmentation.js';
export type { SqlDialect, SqlOptions } from './sql-text.js';
export { type ImportedCatalogue, readTmf620, type Tmf620Catalogue, type Tmf620Resource } from './tmf620.js';
export {
  type TmfMoney,
  type TmfPrice,
  type TmfPriceAlteration,
  type TmfQuote,
  type TmfQuoteItem,
  type TmfQuotePrice,
  toTmf648,
} from './tmf648.js';
export {
  type FunnelGuardParams,
  funnelGuards,
  toXState,
  type XStateConfig,
  type XStateFunnelEvent,
  type XStateTransition,
} from './xstate.js';
