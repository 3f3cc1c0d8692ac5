import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import hub from './hub.module.css';

type FactsProps = { facts: readonly (readonly [string, ReactNode])[]; small?: boolean };

/** Figures with their names; what is null or empty is left out. `small`: words rather than figures. */
export function Facts({ facts, small = false }: FactsProps) {
  return (
    <dl className={classNames(hub.figures, small && hub.small)}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
