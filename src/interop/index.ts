export { type CsvCell, type CsvColumn, type CsvOptions, csvLines, writeCsv } from './csv.js';
export { type CalendarEvent, type CalendarOptions, type CalendarPerson, writeICalendar } from './icalendar.js';
export { calendarOf, type PlanNames, type PlanRow, planColumns, planRows } from './schedule-export.js';
