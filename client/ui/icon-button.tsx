import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  'aria-label': string;
  size?: 48 | 56 | 64;
};

/** A square press that shows only an icon, so it must be named. */
export function IconButton({ size = 48, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} className={classNames(styles.button, styles[`size${size}`], className)} />
  );
}
