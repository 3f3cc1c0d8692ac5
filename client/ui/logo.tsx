import styles from './logo.module.css';
import { logoColors, markShapes, wordStrokes } from './logo-shapes.ts';

export type LogoProps = {
  /** Height in pixels. */
  size?: number;
  /** `mark` alone, or with the word beside it in the colour of the text. */
  variant?: 'mark' | 'full';
};

/** The logo, named "Gerai" for screen readers. */
export function Logo({ size = 40, variant = 'mark' }: LogoProps) {
  const full = variant === 'full';
  const width = full ? 218 : 64;
  return (
    <svg
      role="img"
      aria-label="Gerai"
      viewBox={`0 0 ${width} 64`}
      width={(size * width) / 64}
      height={size}
      className={styles.logo}
    >
      <rect width="64" height="64" rx="15" fill={logoColors.ground} />
      <path d={markShapes.awning} fill={logoColors.awning} />
      <path d={`${markShapes.strips}${markShapes.letter}`} fill={logoColors.paper} />
      {full && (
        <g transform="translate(75 6)">
          <path d={wordStrokes.letters} strokeWidth={wordStrokes.width} className={styles.word} />
          <circle
            cx={wordStrokes.dot.x}
            cy={wordStrokes.dot.y}
            r={wordStrokes.dot.radius}
            className={styles.dot}
          />
        </g>
      )}
    </svg>
  );
}
