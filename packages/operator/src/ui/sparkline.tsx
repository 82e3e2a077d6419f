import { type SparkPoint, sparkPath, sparkY } from './sparkline-path.ts';

interface SparklineProps {
  points: readonly SparkPoint[];
  from: number;
  to: number;
  stepMs: number;
  /** What the upper edge stands for. */
  max: number;
  /** Drawn as a line across. */
  limit?: number | undefined;
  /** What a reader of the screen hears instead. */
  label: string;
  width?: number;
  height?: number;
}

/** A course in the height of a line of text. The latest value belongs beside it as text. */
export function Sparkline({ points, limit, label, width = 76, height = 22, ...rest }: SparklineProps) {
  const frame = { ...rest, width, height };
  const path = sparkPath(points, frame);
  const limitY = limit === undefined ? undefined : sparkY(limit, frame);
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} className="stroke-line" />
      {limitY !== undefined && (
        <line x1={0} x2={width} y1={limitY} y2={limitY} strokeDasharray="2 3" className="stroke-warn" />
      )}
      <path
        d={path}
        fill="none"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent"
      />
    </svg>
  );
}
