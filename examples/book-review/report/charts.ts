import * as echarts from 'echarts';
import type { Schedule } from 'tenure/outreach';
import { lorenz, type Values } from 'tenure/statistics';
import type { Summary } from '../summary.js';

/** Renders a chart to SVG text; nothing runs in the reader's page. */
function render(width: number, height: number, option: echarts.EChartsOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

const axis = {
  nameLocation: 'middle',
  axisLabel: { color: '#51606f' },
  splitLine: { lineStyle: { color: '#e6eaee' } },
} as const;
const curvePoints = 200;

/** Share of the value against share of customers, the largest customers first. */
export function concentrationChart(values: Values): string {
  const curve = lorenz(values);
  if (curve.value === undefined) return '';
  const points = curve.value;
  const step = Math.max(1, Math.floor(points.length / curvePoints));
  const shown = points.filter((_, index) => index % step === 0 || index === points.length - 1);
  const largestFirst = shown.map(({ population, held }) => [100 * (1 - population), 100 * (1 - held)]).reverse();
  return render(560, 340, {
    grid: { left: 56, right: 16, top: 16, bottom: 48 },
    xAxis: { ...axis, type: 'value', min: 0, max: 100, name: '% of customers, largest first', nameGap: 30 },
    yAxis: { ...axis, type: 'value', min: 0, max: 100, name: '% of value', nameGap: 38 },
    series: [
      {
        type: 'line',
        showSymbol: false,
        data: largestFirst,
        lineStyle: { width: 2.5, color: '#0b5c8a' },
        areaStyle: { color: '#0b5c8a22' },
      },
      {
        type: 'line',
        showSymbol: false,
        data: [
          [0, 0],
          [100, 100],
        ],
        lineStyle: { width: 1, type: 'dashed', color: '#8796a5' },
      },
    ],
  });
}

/** Customers by segment and tier. */
export function heatMap(table: NonNullable<Summary['tierBySegment']>, name: (id: string) => string): string {
  const cells = table.counts.flatMap((row, y) => row.map((count, x) => [x, y, count]));
  // Text is not measured without a browser: seven pixels hold a letter of this size.
  const longest = Math.max(...table.segments.map((segment) => name(segment).length));
  return render(560, 60 + 44 * table.segments.length, {
    grid: { left: 24 + 7 * longest, right: 16, top: 8, bottom: 32 },
    xAxis: {
      type: 'category',
      data: table.tiers.map(name),
      axisTick: { show: false },
      axisLabel: { color: '#51606f' },
    },
    yAxis: {
      type: 'category',
      data: table.segments.map(name),
      inverse: true,
      axisTick: { show: false },
      axisLabel: { color: '#51606f' },
    },
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(1, ...cells.map(([, , count]) => count!)),
      inRange: { color: ['#f3f7fa', '#0b5c8a'] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        label: { show: true, color: '#14212c', backgroundColor: '#ffffffcc', padding: [1, 4], borderRadius: 3 },
      },
    ],
  });
}

/** Touches per week and channel. */
export function weeklyPlan(schedule: Schedule, weekOf: (date: string) => string): string {
  const weeks = [...new Set(schedule.touches.map(({ date }) => weekOf(date)))].sort();
  const channels = [...new Set(schedule.touches.map(({ channel }) => channel))].sort();
  const count = (week: string, channel: string): number =>
    schedule.touches.filter((touch) => touch.channel === channel && weekOf(touch.date) === week).length;
  return render(560, 300, {
    color: ['#0b5c8a', '#d98324', '#5b8c5a', '#8a4f7d'],
    grid: { left: 48, right: 16, top: 36, bottom: 44 },
    legend: { top: 4, data: channels },
    xAxis: {
      type: 'category',
      data: weeks,
      name: 'week of',
      nameLocation: 'middle',
      nameGap: 28,
      axisLabel: { color: '#51606f' },
    },
    yAxis: { ...axis, type: 'value' },
    series: channels.map((channel) => ({
      name: channel,
      type: 'bar' as const,
      stack: 'touches',
      data: weeks.map((week) => count(week, channel)),
    })),
  });
}
