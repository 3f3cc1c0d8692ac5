import { useTranslation } from 'react-i18next';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import type { CartModifier } from '../cart.ts';
import type { ModifierGroup } from '../item-ask.ts';
import styles from './sell-form.module.css';

/** Whether each group has as many options as it asks for. */
export function modifiersComplete(
  groups: readonly ModifierGroup[],
  chosen: readonly CartModifier[],
): boolean {
  return groups.every(({ min, options }) => {
    const count = options.filter(({ id }) => chosen.some(({ optionId }) => optionId === id)).length;
    return count >= min;
  });
}

/** The groups of a product: one of a group where only one may be, several elsewhere. */
export function ModifierChoice({
  groups,
  chosen,
  onChange,
}: {
  groups: readonly ModifierGroup[];
  chosen: readonly CartModifier[];
  onChange: (chosen: readonly CartModifier[]) => void;
}) {
  const { t } = useTranslation('sell');

  function toggle(group: ModifierGroup, option: ModifierGroup['options'][number]) {
    const without = chosen.filter(({ optionId }) => optionId !== option.id);
    if (without.length < chosen.length) return onChange(without);
    const ids = group.options.map(({ id }) => id);
    const ofGroup = without.filter(({ optionId }) => ids.includes(optionId));
    const others = without.filter(({ optionId }) => !ids.includes(optionId));
    // One too many pushes the oldest out: nobody wants to hear that a list is full.
    const room = ofGroup.slice(Math.max(0, ofGroup.length - group.max + 1));
    const { id, name, price } = option;
    onChange([...others, ...room, { optionId: id, name, price }]);
  }

  return groups.map((group) => (
    <fieldset key={group.id} className={styles.group}>
      <legend className={styles.legend}>
        <span>{group.name}</span>
        <span>
          {group.min > 0
            ? t('modifiers.atLeast', { count: group.min })
            : t('modifiers.upTo', { count: group.max })}
        </span>
      </legend>
      <div className={styles.options}>
        {group.options.map((option) => (
          <label key={option.id} className={styles.option}>
            <input
              type="checkbox"
              data-testid="modifier"
              data-option={option.id}
              checked={chosen.some(({ optionId }) => optionId === option.id)}
              onChange={() => toggle(group, option)}
            />
            <span>{option.name}</span>
            {option.price !== 0 && (
              <span>
                {option.price > 0 ? '+' : '−'}
                {formatRupiah(Math.abs(option.price))}
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  ));
}
