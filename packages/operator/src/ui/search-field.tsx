import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { TextField } from './fields.tsx';

interface SearchFieldProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'type' | 'ref'> {
  /** As the address has it. */
  value: string;
  onText: (text: string) => void;
}

/**
 * A field whose text is part of the address. The address comes a moment behind the keys, so whoever types sees their own
 * text; what comes by a link or the way back is taken over once nobody does.
 */
export function SearchField({ value, onText, labelHidden = true, ...rest }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  useEffect(() => {
    if (document.activeElement !== input.current) setText(value);
  }, [value]);
  return (
    <TextField
      {...rest}
      ref={input}
      type="search"
      labelHidden={labelHidden}
      placeholder={labelHidden ? rest.label : undefined}
      value={text}
      onBlur={() => setText(value)}
      onChange={(event) => {
        setText(event.target.value);
        onText(event.target.value);
      }}
    />
  );
}
