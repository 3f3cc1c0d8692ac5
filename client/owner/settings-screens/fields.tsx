import { NumberInput, Textarea } from '@mantine/core';
import { type ComponentProps, useState } from 'react';

type PercentFieldProps = Omit<ComponentProps<typeof NumberInput>, 'value' | 'onChange'> & {
  /** basis points; undefined: empty */
  rateBp: number | undefined;
  onRate: (rateBp: number | undefined) => void;
  maxBp?: number;
};

/** Percent with two digits after the comma, kept as basis points. */
export function PercentField({ rateBp, onRate, maxBp = 10_000, ...rest }: PercentFieldProps) {
  return (
    <NumberInput
      suffix=" %"
      decimalSeparator=","
      decimalScale={2}
      allowNegative={false}
      min={0}
      max={maxBp / 100}
      clampBehavior="strict"
      hideControls
      inputMode="decimal"
      {...rest}
      value={rateBp === undefined ? '' : rateBp / 100}
      onChange={(value) => onRate(value === '' ? undefined : Math.round(Number(value) * 100))}
    />
  );
}

type LinesFieldProps = Omit<ComponentProps<typeof Textarea>, 'value' | 'onChange'> & {
  lines: readonly string[];
  onLines: (lines: string[]) => void;
};

/** Some short texts, one a line; empty lines are nothing. */
export function LinesField({ lines, onLines, ...rest }: LinesFieldProps) {
  const [text, setText] = useState(lines.join('\n'));
  return (
    <Textarea
      autosize
      minRows={2}
      {...rest}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onLines(
          value
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        );
      }}
    />
  );
}

/** What NumberInput says, as a whole number; `fallback` while it is empty. */
export function whole(value: number | string | bigint, fallback: number): number {
  return value === '' ? fallback : Math.round(Number(value));
}
