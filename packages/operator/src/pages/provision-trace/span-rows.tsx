import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { SpanRow } from './span-row.tsx';
import type { Span, Waterfall } from './waterfall.ts';

interface SpanRowsProps {
  label: string;
  spans: readonly Span[];
  whole: Waterfall;
  /** The attempt is. */
  over: boolean;
  now: number;
  /** The key of the row that is unfolded. */
  open: string | undefined;
  onPress: (key: string) => void;
}

/** Rows from which on they scroll within themselves, and only those in view are drawn: each second moves every bar. */
const MANY = 100;
/** Pixels. */
const ROW = 26;

/** The rows of the waterfall. */
export function SpanRows(props: SpanRowsProps) {
  if (props.spans.length > MANY) return <ManyRows {...props} />;
  return (
    <ol aria-label={props.label} className="pb-2">
      {props.spans.map((span) => (
        <li key={span.key}>
          <RowOf {...props} span={span} />
        </li>
      ))}
    </ol>
  );
}

function ManyRows(props: SpanRowsProps) {
  const { label, spans } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: spans.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
    getItemKey: (index) => spans[index]?.key ?? index,
  });
  return (
    <section ref={scroller} aria-label={label} className="max-h-[70dvh] overflow-auto pb-2">
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const span = spans[index];
          return (
            span && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                aria-setsize={spans.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <RowOf {...props} span={span} />
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}

const RowOf = ({ span, whole, over, now, open, onPress }: SpanRowsProps & { span: Span }) => (
  <SpanRow span={span} whole={whole} over={over} now={now} open={open === span.key} onPress={() => onPress(span.key)} />
);
