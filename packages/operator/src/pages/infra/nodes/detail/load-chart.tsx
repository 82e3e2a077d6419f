import 'uplot/dist/uPlot.min.css';
import './load-chart.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { dayOfMonth, localTime, percent } from '../../../../i18n/format.ts';
import { type Language, useLanguage, useWords } from '../../../../i18n/language.tsx';
import type { HourlySeries } from '../hourly-series.ts';
import { onThemeChange, resolvedColours } from './chart-colours.ts';
import { DETAIL_WORDS } from './detail-words.ts';

const HEIGHT = 150;

interface LoadChartProps {
  series: HourlySeries;
  /** In percent. */
  limit: number | undefined;
  label: string;
}

/** One resource over time, 0 to 100 percent. The same figures stand in a table below: the canvas has no words. */
export function LoadChart({ series, limit, label }: LoadChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const words = useWords(DETAIL_WORDS);
  const { language } = useLanguage();
  useEffect(() => {
    const host = box.current;
    if (!host) return;
    let chart: uPlot | undefined;
    const draw = () => {
      chart?.destroy();
      const line = limit === undefined ? [] : [series.times.map(() => limit)];
      chart = new uPlot(
        optionsFor(host.clientWidth, words, language, limit !== undefined),
        [series.times, series.average, series.highest, ...line],
        host,
      );
    };
    draw();
    const fit = new ResizeObserver(() => chart?.setSize({ width: host.clientWidth, height: HEIGHT }));
    fit.observe(host);
    const forget = onThemeChange(draw);
    return () => {
      fit.disconnect();
      forget();
      chart?.destroy();
    };
  }, [series, limit, words, language]);
  return <div ref={box} role="img" aria-label={label} className="load-chart min-w-0 text-xs" />;
}

const DAY_S = 86_400;

function optionsFor(
  width: number,
  words: (typeof DETAIL_WORDS)['en' | 'ko'],
  language: Language,
  hasLimit: boolean,
): uPlot.Options {
  const { ink, line, accent, idle, warn } = resolvedColours();
  const axis = {
    stroke: ink,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
    font: '11px "Inter Variable", sans-serif',
  };
  const figures = { value: (_: uPlot, raw: number | null) => percent(raw), points: { show: false } };
  return {
    width,
    height: HEIGHT,
    // Hours stand under each other in all charts of the node.
    cursor: { sync: { key: 'load' }, y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: { y: { range: [0, 100] } },
    axes: [
      {
        ...axis,
        space: 56,
        size: 28,
        incrs: [DAY_S, 2 * DAY_S, 7 * DAY_S],
        values: (_, ticks) => ticks.map((tick) => dayOfMonth(tick * 1000, language)),
      },
      { ...axis, size: 46, space: 34, values: (_, ticks) => ticks.map((tick) => percent(tick)) },
    ],
    series: [
      { label: words.hour, value: (_, raw) => (raw === null ? '–' : localTime(raw * 1000, language)) },
      { label: words.average, stroke: accent, width: 1.5, ...figures },
      { label: words.highest, stroke: idle, width: 1, ...figures },
      ...(hasLimit ? [{ label: words.threshold, stroke: warn, width: 1, dash: [3, 3], ...figures }] : []),
    ],
  };
}
