import type { ReactNode } from 'react';
import styles from './devices.module.css';

function Picture({ children }: { children: ReactNode }) {
  return (
    <svg className={styles.picture} viewBox="0 0 240 120" aria-hidden="true" fill="none" strokeWidth="3">
      {children}
    </svg>
  );
}

/** The printer's body, with a slot at the top. */
function Body({ x = 70 }: { x?: number }) {
  return (
    <g stroke="currentColor">
      <rect x={x} y={52} width={100} height={56} rx={10} className={styles.pictureFill} />
      <path d={`M${x + 14} 62h72`} />
      <circle cx={x + 84} cy={92} r={4} className={styles.pictureLight} />
    </g>
  );
}

/** A roll goes in, the shiny side up. */
export function PaperPicture() {
  return (
    <Picture>
      <Body />
      <g stroke="currentColor">
        <circle cx={120} cy={30} r={20} className={styles.picturePaper} />
        <circle cx={120} cy={30} r={6} />
        <path d="M140 30v32" />
        <path d="M158 24l14 -10M162 34h18" className={styles.pictureAccent} />
      </g>
      <path d="M206 40v34m-9 -11l9 11l9 -11" stroke="currentColor" className={styles.pictureAccent} />
    </Picture>
  );
}

/** Tablet and printer find each other. */
export function ConnectPicture() {
  return (
    <Picture>
      <rect
        x={16}
        y={28}
        width={62}
        height={80}
        rx={8}
        stroke="currentColor"
        className={styles.pictureFill}
      />
      <path d="M40 98h14" stroke="currentColor" />
      <path d="M92 58q10 10 0 20M104 50q18 18 0 36" stroke="currentColor" className={styles.pictureAccent} />
      <Body x={128} />
    </Picture>
  );
}

/** The test page with its ruler. */
export function RulerPicture() {
  return (
    <Picture>
      <path
        d="M84 62V14l8 -6l8 6l8 -6l8 6l8 -6l8 6l8 -6l8 6l8 -6v54"
        stroke="currentColor"
        className={styles.picturePaper}
      />
      <path d="M94 30h52M94 40h36" stroke="currentColor" />
      <path
        d="M94 52v8m8 -8v5m8 -5v5m8 -5v8m8 -8v5m8 -5v5m8 -5v8"
        stroke="currentColor"
        className={styles.pictureAccent}
      />
      <Body />
    </Picture>
  );
}
