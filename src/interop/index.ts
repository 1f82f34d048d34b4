export { type CsvCell, type CsvColumn, type CsvOptions, csvLines, writeCsv } from './csv.js';
export { type CalendarEvent, type CalendarOptions, type CalendarPerson, writeICalendar } from './icalendar.js';
