import styles from './form-problem.module.css';

/** What keeps a whole form from being accepted; announced when it appears. */
export function FormProblem({ children }: { children: string }) {
  return (
    <div role="alert" className={styles.problem}>
      {children}
    </div>
  );
}
