import { classNames } from '../../ui/class-names.ts';
import { PageLink, type PageLinkProps } from '../page-link.tsx';
import styles from './link-button.module.css';

/** A link that looks like something to press. `prominent`: the next thing to do. */
export function LinkButton({
  prominent = false,
  className,
  ...rest
}: PageLinkProps & { prominent?: boolean }) {
  return <PageLink {...rest} className={classNames(styles.link, prominent && styles.prominent, className)} />;
}
