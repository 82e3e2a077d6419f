interface SvgImageProps {
  /** An SVG document, as text. */
  svg: string;
  /** Pixels of its square. */
  size: number;
}

/**
 * A picture that came as text. As an image it runs no script, reads nothing from anywhere and shares no styles with the
 * page, whatever stands in it. It is an ornament: what it stands for is said beside it.
 */
export function SvgImage({ svg, size }: SvgImageProps) {
  return (
    <img
      alt=""
      src={`data:image/svg+xml,${encodeURIComponent(svg.toWellFormed())}`}
      width={size}
      height={size}
      className="shrink-0 rounded-lg"
    />
  );
}
